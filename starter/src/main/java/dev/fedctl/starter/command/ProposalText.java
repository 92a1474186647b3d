package dev.fedctl.starter.command;

import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.change.Change.How;
import dev.fedctl.starter.federation.Proposal;
import dev.fedctl.starter.federation.Proposal.Mode;
import dev.fedctl.starter.render.Durations;
import dev.fedctl.starter.render.PlanText;

/** A proposal as a person reads it: marks as in terraform's plan. */
final class ProposalText {

  private ProposalText() {}

  public static String of(Proposal proposal) {
    StringBuilder text = new StringBuilder(PlanText.parameters(proposal.wanted()));
    text.append('\n').append(verdict(proposal)).append('\n');
    for (Change change : proposal.changes()) {
      text.append(mark(change))
          .append(change.path())
          .append(": ")
          .append(change.from())
          .append(" → ")
          .append(change.to())
          .append('\n');
    }
    proposal.refusals().forEach(why -> text.append("      refused: ").append(why).append('\n'));
    proposal.removed().forEach(name -> text.append("  -   member ").append(name).append('\n'));
    proposal
        .unlisted()
        .forEach(
            name ->
                text.append("      member ")
                    .append(name)
                    .append(" stays; the spec does not name it\n"));
    proposal
        .stands()
        .forEach(
            one ->
                text.append(
                    "      cluster %s stands: %s, Kubernetes %s%n"
                        .formatted(
                            one.cluster().name(),
                            one.status().orElse("?"),
                            one.kubernetesVersion().orElse("?"))));
    proposal.conflicts().forEach(why -> text.append("  !   ").append(why).append('\n'));
    if (!proposal.steps().isEmpty()) {
      text.append(PlanText.steps(proposal.steps()));
      text.append(
          "%n%d steps; the longest chain usually takes %s.%n"
              .formatted(proposal.steps().size(), Durations.text(proposal.expected())));
    }
    return text.toString();
  }

  private static String verdict(Proposal proposal) {
    String name = "federation \"" + proposal.wanted().name() + "\"";
    return switch (proposal.mode()) {
      case CREATE -> name + " does not exist: it will be created.";
      case ADOPT -> name + " stands, and no workflow knows it: it will be adopted as it is.";
      case RESUME -> name + " was ended or aborted: it will be taken up again.";
      case CHANGE ->
          proposal.refusals().isEmpty()
              ? name + " will be changed."
              : name + " cannot be changed like this.";
      case NOTHING -> name + " is as the spec says already.";
    };
  }

  private static String mark(Change change) {
    String mark = change.refusal().isEmpty() ? change.how().mark() : How.IMMUTABLE.mark();
    return "  %-4s".formatted(change.how() == How.REPLACE ? How.REPLACE.mark() : mark);
  }

  /** Whether there is something to be said yes to. */
  public static boolean isQuestion(Proposal proposal) {
    return proposal.mode() != Mode.NOTHING;
  }
}
