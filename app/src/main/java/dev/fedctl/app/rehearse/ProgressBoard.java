package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.render.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Progress on a terminal: one line for each cluster, redrawn in place. */
final class ProgressBoard implements Watcher {

  private static final Duration PAUSE_PER_MEMBER = Duration.ofSeconds(2);
  private static final int ROWS = 40;
  private static final int BAR = 20;

  private final PrintWriter out;
  private int drawn;
  private Duration next = Duration.ZERO;

  ProgressBoard(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void moved(
      Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> progress) {
    if (elapsed.compareTo(next) < 0 && !status.settled()) {
      return;
    }
    next = elapsed.plus(PAUSE_PER_MEMBER.multipliedBy(status.members().size() + 2L));
    erase();
    List<String> rows = rows(progress.get());
    List<String> shown = new ArrayList<>(rows.subList(0, Math.min(ROWS, rows.size())));
    if (rows.size() > ROWS) {
      shown.add("… and " + (rows.size() - ROWS) + " more");
    }
    shown.addFirst("after " + Durations.text(elapsed));
    shown.forEach(out::println);
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

  private static List<String> rows(List<StepProgress> steps) {
    Map<String, List<StepProgress>> byScope =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    step -> step.id().substring(0, step.id().indexOf('/')),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<String> rows = new ArrayList<>();
    byScope.forEach((scope, of) -> rows.add(row(scope, of)));
    return rows;
  }

  private static String row(String scope, List<StepProgress> steps) {
    long done =
        steps.stream()
            .filter(step -> step.state() == State.DONE || step.state() == State.SKIPPED)
            .count();
    int filled = (int) (BAR * done / steps.size());
    String now =
        steps.stream()
            .filter(
                step ->
                    step.state() == State.RUNNING
                        || step.state() == State.WAITING
                        || step.state() == State.PARKED)
            .map(step -> step.title() + (step.state() == State.PARKED ? " PARKED" : ""))
            .collect(Collectors.joining(", "));
    return "%-32s %s%s %2d/%d  %s"
        .formatted(scope, "█".repeat(filled), "░".repeat(BAR - filled), done, steps.size(), now);
  }
}
