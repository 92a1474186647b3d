package dev.fedctl.app;

import dev.fedctl.app.chaos.Chaos;
import dev.fedctl.app.chaos.ChaosReport;
import dev.fedctl.app.chaos.ChaosText;
import dev.fedctl.app.chaos.Undisturbed;
import dev.fedctl.app.rehearse.Answer;
import dev.fedctl.app.rehearse.Rehearsal;
import dev.fedctl.app.rehearse.RehearsalOptions;
import dev.fedctl.app.rehearse.RehearsalReport;
import dev.fedctl.app.rehearse.RehearsalView;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.InvalidSpecException;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.spec.MembersSpec;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.command.Fedctl;
import dev.fedctl.starter.command.OutputOptions;
import dev.fedctl.starter.command.SpecOptions;
import dev.fedctl.starter.command.Surroundings;
import dev.fedctl.starter.render.Terminal;
import dev.fedctl.starter.spec.LoadedSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deploys a spec in the sandbox. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Deploys a spec in the sandbox; costs nothing and needs no account.",
      "The real workflows run on an embedded Temporal, and the real activities over the wire against a",
      "pretend AWS, Kubernetes and Karmada, on a clock that leaps over every wait.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl rehearse examples/guidance.yaml",
      "  fedctl rehearse my.yaml --members 50 --seed 7 -o json",
      "  fedctl rehearse my.yaml --faults faults.yaml --answer \"retry my-member-1/node-group\"",
      "  fedctl rehearse my.yaml --add paris --destroy",
      "  fedctl rehearse my.yaml --chaos --runs 20",
      "",
      "Exit codes: 0 only when the federation is complete and, with --destroy, nothing of it is left;",
      "when steps are left parked, the code of the first one's failure kind (fedctl --help lists them);",
      "20 when an answer aborted it. With --chaos: 0 only when every run survived, else 1."
    })
final class RehearseCommand implements Callable<Integer> {

  @Mixin SpecOptions specOptions = new SpecOptions();

  @Option(
      names = "--members",
      paramLabel = "N",
      description = "So many members, whatever the spec says.")
  @Nullable Integer members;

  @Option(
      names = "--world",
      paramLabel = "FILE",
      description =
          "What exists at the start. Default: just the VPCs that the spec names, in three zones.")
  @Nullable Path world;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "What goes wrong: docs/sandbox.md has the format.")
  @Nullable Path faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Varies every delay by up to a quarter; with --chaos, draws everything. Default: the usual"
              + " delays; with --chaos, a new one.")
  @Nullable Long seed;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Where the sandbox's ledger is written, one JSON object a line.")
  @Nullable Path ledger;

  @Option(
      names = "--answer",
      paramLabel = "\"VERB STEP\"",
      description =
          "What the operator says when nothing else can go on: retry, skip or abort, and a step,"
              + " a cluster or all. May be repeated; each is given once, in order.")
  List<String> answers = new ArrayList<>();

  @Option(
      names = "--add",
      paramLabel = "NAME",
      description = "A member that is added once the rest is complete. May be repeated.")
  List<String> added = new ArrayList<>();

  @Option(
      names = "--destroy",
      description = "Removes everything again once it is complete, and says what is left.")
  boolean destroy;

  @Mixin ChaosOptions chaos = new ChaosOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (members != null && (members < 0 || members > MembersSpec.MOST)) {
      throw new ParameterException(
          line(), "--members: must be from 0 to %d, was %d".formatted(MembersSpec.MOST, members));
    }
    chaos.check();
    LoadedSpec spec =
        specOptions.load(
            members == null ? List.of() : List.of("spec.members={count: " + members + "}"));
    if (chaos.wanted) {
      return letChanceHaveItsWay(spec);
    }
    RehearsalOptions options = options(spec);
    PrintWriter out = line().getOut();
    PrintWriter err = line().getErr();
    RehearsalView view = RehearsalView.of(err, output.isTable(), terminal());
    view.begin(spec.document());
    RehearsalReport report = new Rehearsal(options, view).run();
    view.end();
    output.print(out, report, () -> view.text(report) + "\n");
    return finish(report, spec, err);
  }

  private int letChanceHaveItsWay(LoadedSpec spec) throws IOException {
    PrintWriter err = line().getErr();
    int lives = chaos.lives();
    Chaos chance =
        new Chaos(
            spec.document(),
            SandboxFiles.world(world, () -> SpecWorld.of(spec)),
            told -> {
              err.println(told);
              err.flush();
            });
    Undisturbed undisturbed = chance.undisturbed();
    if (!undisturbed.trouble().isEmpty()) {
      err.println(
          "error: the federation does not come through undisturbed: "
              + String.join("; ", undisturbed.trouble()));
      int code = finish(undisturbed.report(), spec, err);
      return code == ExitCodes.OK ? ExitCodes.INTERNAL : code;
    }
    ChaosReport report = chance.run(undisturbed, ChaosOptions.seed(seed()), lives);
    output.print(line().getOut(), report, () -> ChaosText.of(report));
    return report.failed().isEmpty() ? ExitCodes.OK : ExitCodes.INTERNAL;
  }

  private OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  private RehearsalOptions options(LoadedSpec spec) {
    FederationDocument document = spec.document();
    Plan plan = Plan.of(grown(document));
    return new RehearsalOptions(
        document,
        SandboxFiles.world(world, () -> SpecWorld.of(spec)),
        SandboxFiles.faults(faults),
        seed(),
        answers.stream().map(text -> answer(text, plan)).toList(),
        // Last, because it empties a file that may be there.
        Optional.ofNullable(ledger).map(SandboxFiles::ledger),
        added,
        destroy);
  }

  /** The members that are added later: their names are refused before anything begins. */
  private FederationDocument grown(FederationDocument document) {
    try {
      return added.isEmpty()
          ? document
          : document.withMembers(
              Stream.concat(document.memberSpecs().stream(), added.stream().map(MemberSpec::named))
                  .toList());
    } catch (InvalidSpecException e) {
      throw new ParameterException(line(), "--add: " + e.getMessage());
    }
  }

  private Answer answer(String text, Plan plan) {
    try {
      return Answer.parse(text, plan);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line(), "--answer: " + e.getMessage());
    }
  }

  private static int finish(RehearsalReport report, LoadedSpec spec, PrintWriter err) {
    for (RehearsalReport.Parked parked : report.parked()) {
      err.println("error: " + describe(parked, spec));
    }
    return switch (report.outcome()) {
      case "Complete" -> isClean(report) ? ExitCodes.OK : firstParked(report);
      case "Aborted" -> ExitCodes.ABORTED;
      default -> firstParked(report);
    };
  }

  private static boolean isClean(RehearsalReport report) {
    RehearsalReport.Removal removal = report.removal();
    return removal == null || removal.left().isEmpty();
  }

  private static int firstParked(RehearsalReport report) {
    return report.parked().stream()
        .findFirst()
        .map(parked -> FailureKind.valueOf(parked.kind()).exitCode())
        .orElse(ExitCodes.INTERNAL);
  }

  /** A parked step whose cause stands in the spec is told with its place there. */
  private static String describe(RehearsalReport.Parked parked, LoadedSpec spec) {
    String text = parked.message() + ": " + parked.advice();
    return parked
        .specPath()
        .map(path -> spec.problem(path, text).toString())
        .orElseGet(() -> parked.step() + ": " + text);
  }

  private Optional<Terminal> terminal() {
    CommandSpec spec = Objects.requireNonNull(command);
    Surroundings around = Surroundings.of(spec);
    return Terminal.of(
        around.properties(), around.environment(), ((Fedctl) spec.root().userObject()).isPlain());
  }

  private CommandLine line() {
    return Objects.requireNonNull(command).commandLine();
  }
}
