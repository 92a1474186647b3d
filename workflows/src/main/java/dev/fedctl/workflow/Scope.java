package dev.fedctl.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What every workflow below the federation has: its steps, and the duty to tell the federation the
 * few things that it must know.
 */
final class Scope {

  private final String federation;
  private final String name;
  private final Steps steps;
  private Stage stage;
  private Optional<KarmadaRef> karmada = Optional.empty();
  private boolean showsParked;
  private final Signals signals = new Signals();
  private final Instant runStartedAt = StepRun.now();
  private boolean reportedStuck;
  private List<ParkedStep> reportedParked = List.of();
  private List<Repair> reportedRepairs = List.of();
  private int sequence;
  private Optional<Rejection> refused = Optional.empty();

  /** {@code stage}: what it is in until it says otherwise. */
  Scope(String federation, String name, Stage stage, List<Step> steps) {
    this.stage = stage;
    this.federation = federation;
    this.name = name;
    this.steps = new Steps(name, steps, this::changed);
  }

  Steps steps() {
    return steps;
  }

  /** For messages to other workflows; this one does not end before they are sent. */
  Signals signals() {
    return signals;
  }

  /** Says how far this scope has come. */
  void reach(Stage reached) {
    stage = reached;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(reached.label()));
    changed();
    report();
  }

  /** Says that Karmada is ready, and where it answers. */
  void answers(KarmadaRef where) {
    karmada = Optional.of(where);
    reach(Stage.READY);
  }

  /** A signal of a person could not be followed; the details say why. */
  void refuse(String signal, InvalidMessageException wrong) {
    refused = Optional.of(new Rejection(signal, String.valueOf(wrong.getMessage()), StepRun.now()));
    changed();
  }

  /** Waits until the federation has got every report: a workflow must not end before. */
  void awaitReported() {
    Workflow.await(signals::areSettled);
  }

  private void changed() {
    Workflow.setCurrentDetails(
        refused.map(Details::refusal).orElse("")
            + Details.steps(name, steps.progress(), steps.parked()));
    boolean parked = !steps.parked().isEmpty();
    if (parked != showsParked) {
      showsParked = parked;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PARKED.valueSet(parked));
    }
    if (!steps.parked().equals(reportedParked)
        || !steps.repairs().equals(reportedRepairs)
        || steps.isStuck() != reportedStuck) {
      report();
    }
  }

  /** Tells the federation where this scope is. */
  void report() {
    reportedParked = steps.parked();
    reportedStuck = steps.isStuck();
    reportedRepairs = steps.repairs();
    ScopeReport report =
        new ScopeReport(
            Workflow.getInfo().getWorkflowId(),
            name,
            stage,
            reportedParked,
            reportedStuck,
            reportedRepairs,
            karmada,
            StepRun.now(),
            runStartedAt,
            ++sequence);
    FederationWorkflow to =
        Workflow.newExternalWorkflowStub(
            FederationWorkflow.class, WorkflowIds.federation(federation));
    signals.send(() -> to.report(report));
  }
}
