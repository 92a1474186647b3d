package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.render.Durations;
import dev.fedctl.starter.render.StepsOf;
import dev.fedctl.starter.render.Terminal;
import dev.fedctl.starter.render.Warnings;
import dev.fedctl.starter.render.Watcher;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** What a rehearsal shows on its way: to people everything, beside a JSON document the warnings. */
public final class RehearsalView implements Watcher {

  private final PrintWriter err;
  private final Watcher progress;

  private RehearsalView(PrintWriter err, Watcher progress) {
    this.err = err;
    this.progress = progress;
  }

  /** {@code forPeople} is false when stdout carries JSON. */
  public static RehearsalView of(PrintWriter err, boolean forPeople, Optional<Terminal> terminal) {
    return new RehearsalView(
        err, forPeople ? new Paced(Watcher.on(err, terminal)) : Watcher.silent());
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
  public void moved(Duration elapsed, FederationStatus status, StepsOf steps) {
    progress.moved(elapsed, status, steps);
  }

  @Override
  public void note(String line) {
    progress.note(line);
  }
}
