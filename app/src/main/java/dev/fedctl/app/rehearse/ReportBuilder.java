package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import dev.fedctl.sandbox.ledger.Trespasses;
import dev.fedctl.sandbox.ledger.Twins;
import dev.fedctl.sandbox.path.CriticalPath;
import dev.fedctl.starter.render.Warnings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the report of a rehearsal together from what Temporal and the sandbox know. */
final class ReportBuilder {

  private final FederationDocument document;
  private final FederationStatus status;
  private final Sandbox sandbox;
  private final Map<String, StepProgress> steps;
  private final Map<String, RehearsalReport.History> histories;
  private final CriticalPath.Result path;
  private final Map<String, Double> ready;
  private List<ParkedStep> parked;

  /** Takes down what the deployment has come to; all times in the report are the deployment's. */
  ReportBuilder(Workflows workflows, FederationStatus status, Sandbox sandbox) {
    this.document = workflows.document();
    this.status = status;
    this.sandbox = sandbox;
    this.steps =
        workflows.progress().stream()
            .collect(Collectors.toMap(StepProgress::id, Function.identity()));
    this.histories = workflows.histories();
    this.path = sandbox.criticalPath();
    this.ready = readySeconds();
    this.parked = status.parked();
  }

  /** Everything was removed after the deployment, or nothing goes on any more. */
  void destroyed(FederationStatus end) {
    parked = end.parked();
  }

  /**
   * The report; its counts are those of the whole run.
   *
   * @param deaths of workers
   * @param toItsEnd whether it is to tell what is left
   */
  RehearsalReport build(int deaths, boolean toItsEnd, Duration wall) {
    List<LedgerRow> rows = sandbox.ledger().rows();
    Twins twins = sandbox.twins();
    return new RehearsalReport(
        document.name(),
        status.outcome().orElseThrow().label(),
        members(),
        lastEnd(),
        path.seconds(),
        path.sequentialSeconds(),
        seconds(wall),
        sandbox.ledger().calls(),
        (int) rows.stream().filter(LedgerRow.Mutation.class::isInstance).count(),
        twins.standing().stream().mapToInt(Twins.Twin::surplus).sum(),
        twins.repaired(),
        parked(),
        awaits(),
        histories,
        new TreeMap<>(status.demo()),
        path.legs().stream()
            .map(leg -> new RehearsalReport.Leg(leg.what(), leg.seconds()))
            .toList(),
        stepTimes(),
        Warnings.of(document),
        deaths,
        repairs(),
        Trespasses.in(rows).effects().stream()
            .map(effect -> effect.change() + " " + effect.kind() + " " + effect.id())
            .toList(),
        toItsEnd ? RehearsalReport.Removal.of(Leftovers.in(rows)) : null);
  }

  private List<RehearsalReport.Member> members() {
    return status.members().stream()
        .map(
            member ->
                new RehearsalReport.Member(
                    member.name(), member.state().label(), member.joinedAt().map(this::sinceStart)))
        .toList();
  }

  private double lastEnd() {
    return steps.values().stream()
        .flatMap(step -> step.endedAt().stream())
        .max(Comparator.naturalOrder())
        .map(this::sinceStart)
        .orElse(0.0);
  }

  private List<RehearsalReport.Repaired> repairs() {
    return status.repairs().stream()
        .sorted(Comparator.comparing(Repair::at))
        .map(
            repair ->
                new RehearsalReport.Repaired(
                    repair.step(),
                    repair.how(),
                    repair.cause(),
                    repair.code(),
                    repair.byOperator(),
                    sinceStart(repair.at())))
        .toList();
  }

  private List<RehearsalReport.Parked> parked() {
    List<String> order = Plan.of(document).steps().stream().map(PlanStep::id).toList();
    return parked.stream()
        .sorted(Comparator.comparingInt(step -> order.indexOf(step.step())))
        .map(this::parked)
        .toList();
  }

  private RehearsalReport.Parked parked(ParkedStep step) {
    return new RehearsalReport.Parked(
        step.step(),
        step.scope(),
        step.facts().kind().name(),
        step.facts().message(),
        step.facts().advice(),
        step.facts().specPath());
  }

  private Map<String, RehearsalReport.Await> awaits() {
    Map<String, RehearsalReport.Await> awaits = new TreeMap<>();
    steps.forEach(
        (id, step) -> {
          if (step.waitStartedAt().isPresent() && step.endedAt().isPresent()) {
            double ended = sinceStart(step.endedAt().get());
            awaits.put(
                id,
                new RehearsalReport.Await(
                    step.looks(),
                    round(ended - sinceStart(step.waitStartedAt().get())),
                    Optional.ofNullable(ready.get(id)).map(at -> Math.max(0, round(ended - at)))));
          }
        });
    return awaits;
  }

  private Map<String, RehearsalReport.StepTimes> stepTimes() {
    Map<String, RehearsalReport.StepTimes> times = new TreeMap<>();
    steps.forEach(
        (id, step) ->
            times.put(
                id,
                new RehearsalReport.StepTimes(
                    step.state().name(),
                    step.startedAt().map(this::sinceStart),
                    step.endedAt().map(this::sinceStart))));
    return times;
  }

  /** When all that a step made was ready, by step. */
  private Map<String, Double> readySeconds() {
    double offset = sandbox.kernel().secondsSinceStart(status.startedAt());
    Map<String, Double> ready = new HashMap<>();
    for (LedgerRow.Ready row : sandbox.readiness()) {
      String step = row.resource().split(":", 2)[0];
      ready.merge(step, row.atSeconds() - offset, Math::max);
    }
    return ready;
  }

  private double sinceStart(Instant at) {
    return seconds(Duration.between(status.startedAt(), at));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static double round(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
