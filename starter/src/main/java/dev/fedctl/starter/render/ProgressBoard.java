package dev.fedctl.starter.render;

import static java.util.Comparator.comparing;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.render.ScopeState.Interest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Progress on a terminal: one line for each cluster, redrawn in place. Only the steps of what is
 * shown are asked for, so that hundreds of members cost no more than a screen of them.
 */
final class ProgressBoard implements Watcher {

  private static final int BAR = 20;

  /** What is printed beside the rows: the time, the count of those not shown, the cursor's line. */
  private static final int OTHER_ROWS = 3;

  private final PrintWriter out;
  private final Supplier<Terminal> size;
  private Terminal terminal;
  private int drawn;

  /** {@code size}: asked before each drawing. */
  ProgressBoard(PrintWriter out, Supplier<Terminal> size) {
    this.out = out;
    this.size = size;
    this.terminal = size.get();
  }

  @Override
  public void moved(Duration elapsed, FederationStatus status, StepsOf steps) {
    resize();
    List<ScopeState> all = ScopeState.all(status);
    int room = Math.min(all.size(), Math.max(1, terminal.rows() - OTHER_ROWS));
    List<ScopeState> chosen =
        all.stream().sorted(comparing(ScopeState::interest)).limit(room).toList();
    Instant now = status.startedAt().plus(elapsed);
    List<String> lines = new ArrayList<>();
    lines.add(header(elapsed, status, all));
    chosen.forEach(state -> lines.add(row(state, steps, now)));
    if (all.size() > room) {
      lines.add("… and " + (all.size() - room) + " more");
    }
    erase();
    lines.forEach(line -> out.println(terminal.fit(line)));
    drawn = lines.size();
    out.flush();
  }

  @Override
  public void note(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** In a window of another size nobody knows where the lines are that were drawn. */
  private void resize() {
    Terminal now = size.get();
    if (!now.equals(terminal) && drawn > 0) {
      out.print("\u001b[H\u001b[2J");
      drawn = 0;
    }
    terminal = now;
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\u001b[J");
      drawn = 0;
    }
  }

  private static String header(Duration elapsed, FederationStatus status, List<ScopeState> all) {
    long parked = all.stream().filter(one -> one.interest() == Interest.PARKED).count();
    long moving = all.stream().filter(one -> one.interest() == Interest.UNDER_WAY).count();
    return "after %s: %s, %d parked, %d under way, %d at rest"
        .formatted(
            Durations.text(elapsed),
            status.phase().label(),
            parked,
            moving,
            all.size() - parked - moving);
  }

  private static String row(ScopeState state, StepsOf of, Instant now) {
    List<StepProgress> steps =
        state.interest() == Interest.REST ? List.of() : of.scope(state.scope());
    if (steps.isEmpty()) {
      return "%-32s %s %6s %s".formatted(state.scope(), " ".repeat(BAR), "", state.label());
    }
    long done =
        steps.stream()
            .filter(step -> step.state() == State.DONE || step.state() == State.SKIPPED)
            .count();
    int filled = (int) (BAR * done / steps.size());
    String doing =
        steps.stream()
            .filter(ProgressBoard::isWorthAWord)
            .map(step -> word(step, now))
            .collect(Collectors.joining(", "));
    return "%-32s %s%s %2d/%-3d %s"
        .formatted(
            state.scope(),
            "█".repeat(filled),
            "░".repeat(BAR - filled),
            done,
            steps.size(),
            doing.isEmpty() ? state.label() : doing);
  }

  private static boolean isWorthAWord(StepProgress step) {
    return switch (step.state()) {
      case RUNNING, WAITING, PARKED -> true;
      case PENDING, BLOCKED, DONE, SKIPPED, ABORTED -> false;
    };
  }

  private static String word(StepProgress step, Instant now) {
    return step.state() == State.PARKED
        ? step.title() + " PARKED"
        : step.title()
            + step.expectedEnd()
                .filter(now::isBefore)
                .map(end -> " (" + Durations.text(Duration.between(now, end)) + ")")
                .orElse("");
  }
}
