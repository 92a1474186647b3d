package dev.fedctl.contract.plan;

import java.time.Duration;
import java.util.List;

/**
 * A step of a plan.
 *
 * @param id {@code <scope>/<slug>}
 * @param scope a cluster's name, or one of {@link Scopes}
 * @param waitsFor ids of the steps that must be done before this one starts
 * @param readyAfter ids of further steps without whose end this one cannot end; it starts before
 * @param expected how long it usually takes once all of those are done
 */
public record PlanStep(
    String id,
    String scope,
    Step step,
    String title,
    List<String> waitsFor,
    List<String> readyAfter,
    Duration expected,
    boolean skippable) {

  public PlanStep {
    waitsFor = List.copyOf(waitsFor);
    readyAfter = List.copyOf(readyAfter);
  }

  static PlanStep of(String scope, Step step, List<String> waitsFor, List<String> readyAfter) {
    return new PlanStep(
        step.id(scope),
        scope,
        step,
        step.title(),
        waitsFor,
        readyAfter,
        step.expected(),
        step.isSkippable());
  }
}
