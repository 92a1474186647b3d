package dev.fedctl.starter.command;

import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.Version;
import dev.fedctl.starter.render.PlanText;
import dev.fedctl.starter.render.Warnings;
import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.server.ServerChecks;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what applying a spec would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what applying a spec would do, and changes nothing: against the federation that stands, and",
      "against the clusters that a worker sees. With --offline, the steps of a first deployment from the",
      "spec alone.",
      "",
      "Marks: + is created; ~ is changed in place; -/+ would have to be replaced; ! cannot be changed;",
      "- is removed (--prune).",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl plan my.yaml",
      "  fedctl plan my.yaml -o json | jq .changes",
      "  fedctl plan --offline examples/guidance.yaml",
      "",
      "Exit codes: 0 it can be done; 3 a change would be refused; 6 something stands there that is",
      "not ours; 19 the federation lives in another account or region."
    })
final class PlanCommand implements Callable<Integer> {

  @Mixin SpecOptions specOptions = new SpecOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(names = "--offline", description = "From the spec alone; needs no server.")
  boolean offline;

  @Option(
      names = "--prune",
      description = "As apply --prune: members that the spec does not name would leave.")
  boolean prune;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    CommandSpec spec = Objects.requireNonNull(command);
    ((Fedctl) spec.root().userObject()).settleLogging();
    FederationDocument document = specOptions.load().document();
    PrintWriter out = spec.commandLine().getOut();
    if (offline) {
      Plan plan = Plan.of(document);
      output.print(out, plan, () -> PlanText.of(document, plan));
      warn(Warnings.of(document));
      return ExitCodes.OK;
    }
    Surroundings around = Surroundings.of(spec);
    try (Server server = connection.open(around)) {
      new ServerChecks(server, Version.number(), warning -> warn(List.of(warning))).workersAnswer();
      Deliberation about = Deliberation.on(server, around, document, prune, false);
      output.print(
          out,
          PlanView.of(about),
          () -> about.identities(server) + ProposalText.of(about.proposal()));
      warn(about.proposal().warnings());
      return exitCode(about);
    }
  }

  private static int exitCode(Deliberation about) {
    if (!about.proposal().refusals().isEmpty()) {
      return ExitCodes.INVALID_SPEC;
    }
    return about.proposal().conflicts().isEmpty() ? ExitCodes.OK : ExitCodes.CONFLICT;
  }

  private void warn(List<String> warnings) {
    PrintWriter err = Objects.requireNonNull(command).commandLine().getErr();
    warnings.forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }
}
