package dev.fedctl.starter.command;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Lost;
import dev.fedctl.starter.federation.Messages;
import dev.fedctl.starter.federation.Proposal;
import dev.fedctl.starter.federation.Proposal.Mode;
import dev.fedctl.starter.federation.Situation;
import dev.fedctl.starter.federation.Standing;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import dev.fedctl.starter.server.Server;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a federation what a spec says. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a federation what a spec says: creates it, changes it, or takes it up where it ended.",
      "Shows account, identities, the plan and its warnings, asks, then follows until every step is done",
      "or parked. Said twice it attaches to the first. It never removes a member, unless --prune.",
      "Ctrl-C ends the following, not the work.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl apply my.yaml",
      "  fedctl apply my.yaml --set spec.members.count=5 --yes",
      "  fedctl apply my.yaml --yes --detach && fedctl watch my.yaml --timeout 90m",
      "  fedctl apply my.yaml --prune          members that the file does not name leave",
      "  fedctl apply my.yaml --adopt          it stands, and Temporal's database is lost",
      "",
      "Exit codes: 0 complete, or accepted with --detach; 3 a change is refused; 6 something stands",
      "there that is not ours; 18 refused by the federation; 19 other account or region; 20 aborted;",
      "21 not confirmed; 22 --timeout is over; else the code of the first parked step's failure kind."
    })
final class ApplyCommand extends ServerCommand {

  @Mixin SpecOptions specOptions = new SpecOptions();
  @Mixin Following following = new Following();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask; needed where stdin is no terminal.")
  boolean yes;

  @Option(names = "--prune", description = "Removes members that the spec does not name.")
  boolean prune;

  @Option(
      names = "--adopt",
      description =
          "Takes over what stands in AWS of a federation that no workflow knows any more.")
  boolean adopt;

  @Option(names = "--detach", description = "Ends once the federation has taken it.")
  boolean detach;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  @Nullable String reason;

  private @Nullable FederationDocument document;

  @Override
  protected void prepare() {
    document = specOptions.load().document();
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Deliberation about = Deliberation.on(server, around(), wanted(), prune, adopt);
    Proposal proposal = about.proposal();
    err().print(about.identities(server));
    err().print(ProposalText.of(proposal));
    proposal.warnings().forEach(this::warn);
    if (!proposal.unlisted().isEmpty()) {
      warn(
          "these members stay although the spec does not name them: %s; --prune removes them"
              .formatted(String.join(", ", proposal.unlisted())));
    }
    if (proposal.mode() == Mode.ADOPT) {
      about.lost().differences().forEach(line -> err().println("  " + line));
    }
    err().flush();
    check(about.situation());
    check(about);
    check(proposal);
    confirm(proposal);
    Federation federation = new Federation(server, wanted().name());
    act(about, federation);
    if (detach) {
      err().println("accepted; follow it: fedctl watch " + wanted().name());
      return ExitCodes.OK;
    }
    return follow(federation);
  }

  private void check(Situation situation) {
    boolean destroying =
        switch (situation) {
          case Situation.Absent none -> false;
          case Situation.Living living -> living.status().phase() == Phase.DESTROYING;
          case Situation.Ended ended -> ended.memory().destroying();
        };
    if (destroying) {
      throw CommandFailure.of(
          ExitCodes.REFUSED,
          "federation \"%s\" is on its way out".formatted(wanted().name()),
          "fedctl destroy %s ends it; then apply makes a new one".formatted(wanted().name()));
    }
  }

  /** What stands and is known to nobody is taken over when that is wanted, and only then. */
  private void check(Deliberation about) {
    if (!(about.situation() instanceof Situation.Absent)) {
      return;
    }
    Lost lost = about.lost();
    String name = wanted().name();
    if (adopt && lost.isNothing()) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "nothing of federation \"%s\" stands in account %s: there is nothing to adopt"
              .formatted(name, about.worker().account()),
          "leave --adopt out to create it");
    }
    if (!adopt && !lost.isNothing()) {
      throw CommandFailure.of(
          ExitCodes.CONFLICT,
          "federation \"%s\" stands in account %s, and no workflow knows it: %s"
              .formatted(name, about.worker().account(), String.join(", ", lost.things())),
          "fedctl apply FILE --adopt takes it over; fedctl destroy %s --region %s removes it"
              .formatted(name, wanted().spec().region()));
    }
    if (adopt && lost.generations().size() != 1) {
      throw CommandFailure.of(
          ExitCodes.CONFLICT,
          "what stands of federation \"%s\" belongs to several lives of it: %s"
              .formatted(name, String.join(", ", lost.generations())),
          "fedctl destroy %s --region %s removes all of them"
              .formatted(name, wanted().spec().region()));
    }
  }

  private static void check(Proposal proposal) {
    List<String> refusals = proposal.refusals();
    if (!refusals.isEmpty()) {
      throw CommandFailure.of(ExitCodes.INVALID_SPEC, String.join("\nerror: ", refusals));
    }
    if (!proposal.conflicts().isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.CONFLICT,
          String.join("\nerror: ", proposal.conflicts()),
          "choose another metadata.name or other names for members, or remove what stands there");
    }
  }

  private void confirm(Proposal proposal) {
    if (proposal.mode() == Mode.NOTHING) {
      return;
    }
    if (!proposal.removed().isEmpty()) {
      String names = String.join(" ", proposal.removed());
      confirmation()
          .typed(
              "These members leave, and their clusters are deleted: " + names, names, yes, "--yes");
      return;
    }
    confirmation().yes("Apply this?", yes);
  }

  private void act(Deliberation about, Federation federation) {
    switch (about.situation()) {
      case Situation.Absent none -> federation.start(beginning(about));
      case Situation.Ended ended -> {
        federation.start(FederationInput.next(ended.memory()));
        send(federation, federation.known(), federation.status());
      }
      case Situation.Living living -> {
        if (about.proposal().isNewsTo(living.status())) {
          send(federation, living.standing(), living.status());
        }
      }
    }
  }

  private FederationInput beginning(Deliberation about) {
    return adopt
        ? FederationInput.next(
            FederationMemory.adopted(
                wanted(), about.lost().generations().getFirst(), about.worker(), Instant.now()))
        : FederationInput.first(wanted());
  }

  private void send(Federation federation, Standing standing, FederationStatus seen) {
    Accepted accepted =
        new Messages(federation, standing, seen)
            .applySpec(
                new ApplySpec(
                    wanted(), prune, Optional.of(around().actor()), Optional.ofNullable(reason)));
    accepted.added().forEach(member -> err().println("+ member " + member));
    accepted.removed().forEach(member -> err().println("- member " + member));
    err().flush();
  }

  private int follow(Federation federation) {
    FederationStatus end =
        following.until(FederationStatus::settled, federation, err(), terminal(), output.isTable());
    StatusView view = StatusView.of(end, federation.known().state().word());
    output.print(out(), view, () -> StatusText.of(view, Instant.now()));
    int code = Following.finish(end, err());
    if (code == ExitCodes.OK) {
      err().println("next: fedctl kubeconfig %s; fedctl destroy %1$s".formatted(wanted().name()));
    }
    err().flush();
    return code;
  }

  private FederationDocument wanted() {
    return Objects.requireNonNull(document);
  }
}
