package dev.fedctl.app.rehearse;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.VpcSpec;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs of one federation's life, undisturbed and disturbed, compared with each other. */
final class MatrixRuns {

  private static final String ADDED = "paris";

  private final FederationDocument document;
  private final List<FaultRule> ailments;
  private final World world;
  private final Function<WorkerSettings, UnaryOperator<Object>> activities;
  private final Map<Station, Snapshot> undisturbed = new EnumMap<>(Station.class);

  /** With the activities that there are. */
  MatrixRuns(FederationDocument document) {
    this(document, List.of(), settings -> UnaryOperator.identity());
  }

  /** In a cloud that ails: what it fails at by itself, it fails at in the undisturbed run too. */
  MatrixRuns(FederationDocument document, List<FaultRule> ailments) {
    this(document, ailments, settings -> UnaryOperator.identity());
  }

  /**
   * @param activities each implementation passes there before it is registered
   */
  MatrixRuns(
      FederationDocument document, Function<WorkerSettings, UnaryOperator<Object>> activities) {
    this(document, List.of(), activities);
  }

  private MatrixRuns(
      FederationDocument document,
      List<FaultRule> ailments,
      Function<WorkerSettings, UnaryOperator<Object>> activities) {
    this.document = document;
    this.ailments = ailments;
    this.world = World.standard(document.spec().region(), vpc(document.spec().network().vpc()));
    this.activities = activities;
  }

  private static String vpc(VpcSpec vpc) {
    return switch (vpc) {
      case VpcSpec.ByName(String name) -> name;
      case VpcSpec.ById(String id) -> id;
    };
  }

  /** The calls of an undisturbed run up to a station. */
  List<Point> learn(Station last) {
    Map<Station, Integer> phases = new EnumMap<>(Station.class);
    List<LedgerRow> rows = new ArrayList<>();
    RehearsalReport report =
        run(
            new FaultPlan(ailments),
            last,
            (station, workflows, sandbox) -> {
              rows.clear();
              rows.addAll(sandbox.ledger().rows());
              phases.put(station, rows.size());
              undisturbed.put(station, Snapshot.of(workflows, sandbox, world));
            });
    if (!report.outcome().equals("Complete") || !undisturbed.containsKey(last)) {
      throw new AssertionError("the undisturbed run ended " + report.outcome() + report.parked());
    }
    return Point.in(rows, phases);
  }

  /** What a run made of one disturbance, up to the next station. */
  Verdict disturbed(Point point, Point.Moment moment) {
    return disturbed(List.of(point.disturbed(moment)), point.phase());
  }

  /** What a run made of these disturbances, up to a station. */
  Verdict disturbed(List<FaultRule> rules, Station last) {
    Map<Station, Snapshot> seen = new EnumMap<>(Station.class);
    FaultPlan faults = new FaultPlan(Stream.concat(rules.stream(), ailments.stream()).toList());
    try {
      RehearsalReport report =
          run(
              faults,
              last,
              (station, workflows, sandbox) ->
                  seen.put(station, Snapshot.of(workflows, sandbox, world)));
      return Verdict.of(report, seen, undisturbed, last, faults.unmet());
    } catch (RuntimeException stuck) {
      return Verdict.stuck(stuck);
    }
  }

  private RehearsalReport run(FaultPlan faults, Station last, Witness witness) {
    RehearsalOptions options =
        RehearsalOptions.of(document, world)
            .withFaults(faults)
            .withLife(
                last == Station.DEPLOYED ? List.of() : List.of(ADDED), last == Station.DESTROYED);
    try {
      return new Rehearsal(options, Watcher.silent(), activities).run(witness);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
