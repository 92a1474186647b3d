package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.render.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Progress as plain lines: one for each step that ends, parks or begins a long wait. */
final class ProgressLines implements Watcher {

  /** Queries cost real time; with many workflows they are made less often. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);

  private static final Duration PAUSE_PER_MEMBER = Duration.ofSeconds(4);

  private static final Duration LONG = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final Map<String, State> shown = new HashMap<>();
  private Duration next = Duration.ZERO;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void moved(
      Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> progress) {
    if (elapsed.compareTo(next) < 0 && !status.settled()) {
      return;
    }
    Duration pause = PAUSE_PER_MEMBER.multipliedBy(status.members().size());
    next = elapsed.plus(pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE);
    progress.get().forEach(step -> show(step, status));
    out.flush();
  }

  @Override
  public void note(String line) {
    out.println(line);
    out.flush();
  }

  private void show(StepProgress step, FederationStatus status) {
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
      out.println("%10s %s %s%s".formatted(at(step, status), mark, step.id(), expectation(step)));
    }
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

  private static String expectation(StepProgress step) {
    return step.state() == State.WAITING
        ? step.waitStartedAt()
            .flatMap(since -> step.expectedEnd().map(end -> Duration.between(since, end)))
            .map(expected -> ", usually " + Durations.text(expected))
            .orElse("")
        : "";
  }
}
