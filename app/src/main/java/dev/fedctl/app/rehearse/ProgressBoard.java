package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.render.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Progress on a terminal: one line for each cluster, redrawn in place. */
final class ProgressBoard implements Watcher {

  private static final Duration PAUSE_PER_MEMBER = Duration.ofSeconds(2);
  private static final int BAR = 20;

  /** What is printed beside one row for each cluster: the time, the count of those not shown. */
  private static final int OTHER_ROWS = 3;

  private final PrintWriter out;
  private final Terminal terminal;
  private int drawn;
  private Duration next = Duration.ZERO;

  ProgressBoard(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void moved(
      Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> progress) {
    if (elapsed.compareTo(next) < 0 && !status.settled()) {
      return;
    }
    next = elapsed.plus(PAUSE_PER_MEMBER.multipliedBy(status.members().size() + 2L));
    erase();
    List<Row> rows = rows(progress.get());
    int room = Math.min(rows.size(), Math.max(1, terminal.rows() - OTHER_ROWS));
    List<String> shown = new ArrayList<>(chosen(rows, room).stream().map(Row::text).toList());
    if (rows.size() > room) {
      shown.add("… and " + (rows.size() - room) + " more");
    }
    shown.addFirst("after " + Durations.text(elapsed));
    shown.forEach(row -> out.println(terminal.fit(row)));
    drawn = shown.size();
    out.flush();
  }

  @Override
  public void note(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\u001b[J");
      drawn = 0;
    }
  }

  /** Those that fit: what is parked before what is under way, and that before all the rest. */
  private static List<Row> chosen(List<Row> rows, int room) {
    Set<Row> kept =
        rows.stream()
            .sorted(Comparator.comparing(Row::interest))
            .limit(room)
            .collect(Collectors.toSet());
    return rows.stream().filter(kept::contains).toList();
  }

  private static List<Row> rows(List<StepProgress> steps) {
    Map<String, List<StepProgress>> byScope =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    step -> step.id().substring(0, step.id().indexOf('/')),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byScope.entrySet().stream().map(of -> new Row(of.getKey(), of.getValue())).toList();
  }

  private enum Interest {
    PARKED,
    UNDER_WAY,
    REST
  }

  private record Row(String scope, List<StepProgress> steps) {

    Interest interest() {
      if (steps.stream().anyMatch(step -> step.state() == State.PARKED)) {
        return Interest.PARKED;
      }
      return steps.stream().anyMatch(Row::isUnderWay) ? Interest.UNDER_WAY : Interest.REST;
    }

    private static boolean isUnderWay(StepProgress step) {
      return step.state() == State.RUNNING || step.state() == State.WAITING;
    }

    String text() {
      long done =
          steps.stream()
              .filter(step -> step.state() == State.DONE || step.state() == State.SKIPPED)
              .count();
      int filled = (int) (BAR * done / steps.size());
      String now =
          steps.stream()
              .filter(step -> isUnderWay(step) || step.state() == State.PARKED)
              .map(step -> step.title() + (step.state() == State.PARKED ? " PARKED" : ""))
              .collect(Collectors.joining(", "));
      return "%-32s %s%s %2d/%d  %s"
          .formatted(scope, "█".repeat(filled), "░".repeat(BAR - filled), done, steps.size(), now);
    }
  }
}
