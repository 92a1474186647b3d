package dev.fedctl.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.workflow.Workflow;
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
  private Stage stage = Stage.WORKING;
  private Optional<KarmadaRef> karmada = Optional.empty();
  private boolean showsParked;
  private boolean reportedStuck;
  private List<ParkedStep> reportedParked = List.of();
  private int sequence;
  private int undelivered;

  Scope(String federation, String name, List<Step> steps) {
    this.federation = federation;
    this.name = name;
    this.steps = new Steps(name, steps, this::changed);
  }

  Steps steps() {
    return steps;
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

  /** Waits until the federation has got every report: a workflow must not end before. */
  void awaitReported() {
    Workflow.await(() -> undelivered == 0);
  }

  private void changed() {
    Workflow.setCurrentDetails(Details.steps(steps.progress(), steps.parked()));
    boolean parked = !steps.parked().isEmpty();
    if (parked != showsParked) {
      showsParked = parked;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PARKED.valueSet(parked));
    }
    if (!steps.parked().equals(reportedParked) || steps.isStuck() != reportedStuck) {
      report();
    }
  }

  private void report() {
    reportedParked = steps.parked();
    reportedStuck = steps.isStuck();
    ScopeReport report =
        new ScopeReport(
            Workflow.getInfo().getWorkflowId(),
            name,
            stage,
            reportedParked,
            reportedStuck,
            karmada,
            StepRun.now(),
            ++sequence);
    FederationWorkflow to =
        Workflow.newExternalWorkflowStub(
            FederationWorkflow.class, WorkflowIds.federation(federation));
    undelivered++;
    Signals.send(() -> to.report(report), () -> undelivered--);
  }
}
