package dev.fedctl.starter.render;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.starter.render.ScopeState.Interest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Progress as plain lines: one for each step that ends, parks or begins a long wait; while very
 * many clusters move, one for each cluster instead.
 */
final class ProgressLines implements Watcher {

  /** Each costs two questions. */
  private static final int MOST_DETAILED = 24;

  private static final Duration LONG = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final Map<String, State> shown = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, Integer> repairs = new HashMap<>();

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void moved(Duration elapsed, FederationStatus status, StepsOf steps) {
    List<ScopeState> moving =
        ScopeState.all(status).stream()
            .filter(one -> one.interest() != Interest.REST || isNew(one))
            .toList();
    boolean detailed = moving.size() <= MOST_DETAILED;
    for (ScopeState state : moving) {
      if (detailed || isOne(state, status)) {
        steps.scope(state.scope()).forEach(step -> show(step, status));
      } else if (isNew(state)) {
        out.println(
            "%10s %s %s %s"
                .formatted(
                    Durations.text(elapsed),
                    state.interest() == Interest.PARKED ? "■" : "·",
                    state.scope(),
                    state.label()));
      }
      labels.put(state.scope(), state.label());
    }
    out.flush();
  }

  @Override
  public void note(String line) {
    out.println(line);
    out.flush();
  }

  private boolean isNew(ScopeState state) {
    return !state.label().equals(labels.get(state.scope()));
  }

  /** Of which there is one only, whatever the number of members. */
  private static boolean isOne(ScopeState state, FederationStatus status) {
    return state.scope().equals(Scopes.FEDERATION)
        || status.scopes().stream().anyMatch(one -> one.scope().equals(state.scope()));
  }

  private void show(StepProgress step, FederationStatus status) {
    repaired(step, status);
    if (step.state() == shown.put(step.id(), step.state())) {
      return;
    }
    String mark =
        switch (step.state()) {
          case PENDING, RUNNING, BLOCKED -> "";
          case WAITING -> isLong(step) ? "◔" : "";
          case DONE -> "✔";
          case SKIPPED -> "↷";
          case PARKED -> "■";
          case ABORTED -> "✘";
        };
    if (!mark.isEmpty()) {
      out.println("%10s %s %s%s".formatted(at(step, status), mark, step.id(), more(step, status)));
    }
  }

  private void repaired(StepProgress step, FederationStatus status) {
    // A workflow that was started again knows of none of those before.
    int shown = Math.min(repairs.getOrDefault(step.id(), 0), step.repairs().size());
    for (Repair repair : step.repairs().subList(shown, step.repairs().size())) {
      out.println(
          "%10s ↻ %s, %s: %s"
              .formatted(
                  Durations.text(Duration.between(status.startedAt(), repair.at())),
                  step.id(),
                  switch (repair.how()) {
                    case REMAKE -> "made anew";
                    case REAPPLY -> "applied once more";
                  },
                  repair.cause()));
    }
    repairs.put(step.id(), step.repairs().size());
  }

  private static boolean isLong(StepProgress step) {
    return step.waitStartedAt().isPresent()
        && step.expectedEnd().isPresent()
        && Duration.between(step.waitStartedAt().get(), step.expectedEnd().get()).compareTo(LONG)
            > 0;
  }

  private static String at(StepProgress step, FederationStatus status) {
    return step.endedAt()
        .or(step::waitStartedAt)
        .or(step::startedAt)
        .map(at -> Durations.text(Duration.between(status.startedAt(), at)))
        .orElse("");
  }

  private static String more(StepProgress step, FederationStatus status) {
    return switch (step.state()) {
      case WAITING ->
          step.waitStartedAt()
              .flatMap(since -> step.expectedEnd().map(end -> Duration.between(since, end)))
              .map(expected -> ", usually " + Durations.text(expected))
              .orElse("");
      case PARKED ->
          status.parked().stream()
              .filter(parked -> parked.step().equals(step.id()))
              .findFirst()
              .map(ProgressLines::reason)
              .orElse("");
      case PENDING, RUNNING, BLOCKED, DONE, SKIPPED, ABORTED -> "";
    };
  }

  private static String reason(ParkedStep parked) {
    return ", parked: " + parked.facts().kind() + ": " + parked.facts().message();
  }
}
