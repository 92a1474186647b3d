package dev.fedctl.contract.message;

/**
 * What an operator says about parked steps.
 *
 * @param target the id of a step, the name of a cluster, {@code karmada}, or {@code all}
 * @param actor who says so
 * @param reason why; kept in the history
 */
public record Directive(String target, String actor, String reason) {

  public static final String ALL = "all";

  public Directive {
    if (target == null || target.isBlank()) {
      throw new InvalidMessageException(
          "\"target\" is missing: the id of a step, the name of a cluster, karmada, or all");
    }
    actor = actor == null ? "somebody" : actor;
    reason = reason == null ? "" : reason;
  }

  /** Whether a step with this id is meant. */
  public boolean means(String stepId) {
    return target.equals(ALL) || target.equals(stepId) || stepId.startsWith(target + "/");
  }
}
