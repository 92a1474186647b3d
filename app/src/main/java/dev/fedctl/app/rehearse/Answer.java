package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.contract.workflow.FederationWorkflow;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the operator of a rehearsal says, once, when nothing else can go on. */
public record Answer(Verb verb, String target) {

  /** What can be said of a parked step. */
  public enum Verb {
    RETRY,
    SKIP,
    ABORT
  }

  /**
   * Reads {@code "VERB STEP"}.
   *
   * @throws IllegalArgumentException when it says nothing that the plan knows
   */
  public static Answer parse(String text, Plan plan) {
    String[] words = text.strip().split("\\s+", -1);
    if (words.length != 2) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no answer: must be VERB STEP, such as \"retry demo/deploy\"");
    }
    Verb verb = verb(words[0]);
    String target = words[1];
    boolean known =
        target.equals(Directive.ALL)
            || plan.steps().stream()
                .anyMatch(step -> step.id().equals(target) || step.scope().equals(target));
    if (!known) {
      throw new IllegalArgumentException(
          "there is no step \"" + target + "\"; fedctl plan --offline lists them");
    }
    boolean cannotSkip =
        plan.step(target).filter(step -> !step.skippable()).isPresent() && verb == Verb.SKIP;
    if (cannotSkip) {
      throw new IllegalArgumentException(
          "step \"" + target + "\" cannot be skipped; these can: " + skippable(plan));
    }
    return new Answer(verb, target);
  }

  void giveTo(FederationWorkflow federation) {
    Received<Directive> directive =
        Received.of(new Directive(target, "rehearsal", "--answer " + this));
    switch (verb) {
      case RETRY -> federation.retry(directive);
      case SKIP -> federation.skip(directive);
      case ABORT -> federation.abort(directive);
    }
  }

  @Override
  public String toString() {
    return verb.name().toLowerCase(Locale.ROOT) + " " + target;
  }

  private static Verb verb(String word) {
    for (Verb verb : Verb.values()) {
      if (verb.name().equalsIgnoreCase(word)) {
        return verb;
      }
    }
    throw new IllegalArgumentException(
        "\"" + word + "\" is no verb of an answer: must be retry, skip or abort");
  }

  private static String skippable(Plan plan) {
    return plan.steps().stream()
        .filter(PlanStep::skippable)
        .map(PlanStep::id)
        .collect(Collectors.joining(", "));
  }
}
