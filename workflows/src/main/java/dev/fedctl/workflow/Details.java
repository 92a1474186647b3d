package dev.fedctl.workflow;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus.State;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.StepProgress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The current details of a workflow in the Web UI: markdown, short enough for Temporal's limit. */
final class Details {

  /** Temporal keeps 20,000 bytes of details; a table never comes near it with so many rows. */
  private static final int ROWS = 60;

  private static final int ADVICES = 10;

  private Details() {}

  static String steps(List<StepProgress> progress, List<ParkedStep> parked) {
    StringBuilder text = new StringBuilder(advice(parked));
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

  /** A federation: what waits for an operator, then who is how far, then its own steps. */
  static String federation(
      FederationStatus status, List<StepProgress> progress, List<Rejection> rejections) {
    StringBuilder text = new StringBuilder("**" + status.phase().label() + "**\n\n");
    text.append(advice(status.parked()));
    rejections.forEach(
        rejection ->
            text.append(
                "Signal `%s` of %s was not followed: %s\n\n"
                    .formatted(rejection.message(), rejection.at(), rejection.reason())));
    text.append("| cluster | state | since |\n|---|---|---|\n");
    status
        .scopes()
        .forEach(scope -> text.append(row(scope.scope(), scope.stage().label(), scope.since())));
    status.members().stream()
        .sorted(Comparator.comparing(member -> member.state() != State.PARKED))
        .limit(ROWS)
        .forEach(
            member -> text.append(row(member.name(), member.state().label(), member.joinedAt())));
    if (status.members().size() > ROWS) {
      text.append("\n… and %d members more\n".formatted(status.members().size() - ROWS));
    }
    return text.append('\n').append(steps(progress, List.of())).toString();
  }

  private static String row(String scope, String state, Optional<Instant> since) {
    return "| %s | %s | %s |\n".formatted(scope, state, since.map(Object::toString).orElse(""));
  }

  private static String advice(List<ParkedStep> parked) {
    StringBuilder text = new StringBuilder();
    parked.stream().limit(ADVICES).forEach(step -> text.append(advice(step)));
    if (parked.size() > ADVICES) {
      text.append("… and %d parked steps more\n\n".formatted(parked.size() - ADVICES));
    }
    return text.toString();
  }

  private static String advice(ParkedStep step) {
    return "**%s is parked** (%s): %s. %s, then send the signal `retry` with {\"target\": \"%s\"}.\n\n"
        .formatted(
            step.step(),
            step.facts().kind(),
            step.facts().message(),
            step.facts().advice(),
            step.step());
  }
}
