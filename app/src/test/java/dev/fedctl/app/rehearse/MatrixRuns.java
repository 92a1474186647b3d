package dev.fedctl.app.rehearse;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs of one federation's life, undisturbed and disturbed, compared with each other. */
final class MatrixRuns {

  private static final World WORLD = World.standard("eu-north-1", "KarmadaVPC");
  private static final String ADDED = "paris";

  private final FederationDocument document;
  private final UnaryOperator<Object> activities;
  private final Map<Station, Snapshot> undisturbed = new EnumMap<>(Station.class);
  private final List<Point> points = new ArrayList<>();

  /**
   * @param activities each implementation passes here before it is registered
   */
  MatrixRuns(FederationDocument document, UnaryOperator<Object> activities) {
    this.document = document;
    this.activities = activities;
  }

  /** The calls of an undisturbed run up to a station. */
  List<Point> learn(Station last) {
    Map<Station, Integer> phases = new EnumMap<>(Station.class);
    List<LedgerRow> rows = new ArrayList<>();
    RehearsalReport report =
        run(
            List.of(),
            last,
            (station, workflows, sandbox) -> {
              rows.clear();
              rows.addAll(sandbox.ledger().rows());
              phases.put(station, rows.size());
              undisturbed.put(station, Snapshot.of(workflows, sandbox, WORLD));
            });
    if (!report.outcome().equals("Complete") || !undisturbed.containsKey(last)) {
      throw new AssertionError("the undisturbed run ended " + report.outcome() + report.parked());
    }
    points.addAll(Point.in(rows, phases));
    return points;
  }

  /** What a run made of these disturbances, up to a station. */
  Verdict disturbed(List<FaultRule> rules, Station last) {
    Map<Station, Snapshot> seen = new EnumMap<>(Station.class);
    try {
      RehearsalReport report =
          run(
              rules,
              last,
              (station, workflows, sandbox) ->
                  seen.put(station, Snapshot.of(workflows, sandbox, WORLD)));
      return Verdict.of(report, seen, undisturbed, last);
    } catch (RuntimeException stuck) {
      return Verdict.stuck(stuck);
    }
  }

  private RehearsalReport run(List<FaultRule> rules, Station last, Witness witness) {
    RehearsalOptions options =
        RehearsalOptions.of(document, WORLD)
            .withFaults(new FaultPlan(rules))
            .withLife(
                last == Station.DEPLOYED ? List.of() : List.of(ADDED), last == Station.DESTROYED);
    try {
      return new Rehearsal(options, Watcher.silent(), activities).run(witness);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
