package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.render.Durations;
import dev.fedctl.starter.render.Warnings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a rehearsal shows on its way: to people everything, beside a JSON document the warnings. */
public final class RehearsalView implements Watcher {

  private final PrintWriter err;
  private final Watcher progress;

  private RehearsalView(PrintWriter err, Watcher progress) {
    this.err = err;
    this.progress = progress;
  }

  /** {@code forPeople} is false when stdout carries JSON. */
  public static RehearsalView of(PrintWriter err, boolean forPeople, boolean noColor) {
    if (!forPeople) {
      return new RehearsalView(err, new Silence());
    }
    Optional<Terminal> terminal =
        Terminal.of(System.getProperties())
            .filter(known -> !noColor && System.getenv("NO_COLOR") == null);
    return new RehearsalView(
        err,
        terminal
            .<Watcher>map(known -> new ProgressBoard(err, known))
            .orElseGet(() -> new ProgressLines(err)));
  }

  /** Says what is about to be rehearsed. */
  public void begin(FederationDocument document) {
    Plan plan = Plan.of(document);
    note(
        "rehearsing federation \"%s\" in %s: a parent and %d members, %d steps, usually %s"
            .formatted(
                document.name(),
                document.spec().region(),
                document.memberSpecs().size(),
                plan.steps().size(),
                Durations.text(plan.expected())));
    Warnings.of(document).forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }

  /** Nothing more will move. */
  public void end() {
    err.flush();
  }

  /** The report for people. */
  public String text(RehearsalReport report) {
    return ReportText.of(report);
  }

  @Override
  public void moved(Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> steps) {
    progress.moved(elapsed, status, steps);
  }

  @Override
  public void note(String line) {
    progress.note(line);
  }

  private static final class Silence implements Watcher {

    @Override
    public void moved(
        Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> progress) {
      // Beside a JSON document nothing is shown.
    }

    @Override
    public void note(String line) {
      // Nor this.
    }
  }
}
