package dev.fedctl.workflow;

import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.StepProgress;
import java.util.List;

/** The current details of a workflow in the Web UI: markdown, short enough for Temporal's limit. */
final class Details {

  /** Temporal keeps 20,000 bytes of details; a table never comes near it with so many rows. */
  private static final int ROWS = 60;

  private Details() {}

  static String steps(List<StepProgress> progress, List<ParkedStep> parked) {
    StringBuilder text = new StringBuilder();
    parked.forEach(step -> text.append(advice(step)));
    text.append("| step | state | since | expected end | looks |\n|---|---|---|---|---|\n");
    progress.stream()
        .limit(ROWS)
        .forEach(
            step ->
                text.append("| ")
                    .append(step.id())
                    .append(" | ")
                    .append(step.state())
                    .append(" | ")
                    .append(step.startedAt().map(Object::toString).orElse(""))
                    .append(" | ")
                    .append(step.expectedEnd().map(Object::toString).orElse(""))
                    .append(" | ")
                    .append(step.looks())
                    .append(" |\n"));
    return text.toString();
  }

  static String advice(ParkedStep step) {
    return "**%s is parked** (%s): %s. %s, then send the signal `retry` with {\"target\": \"%s\"}.\n\n"
        .formatted(
            step.step(),
            step.facts().kind(),
            step.facts().message(),
            step.facts().advice(),
            step.step());
  }
}
