package dev.fedctl.contract.workflow;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.plan.Plan;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A federation: lives as long as it does. Deploys what the spec says, then waits for messages; a
 * retry after the deployment has settled reopens it.
 */
@WorkflowInterface
public interface FederationWorkflow extends Operable {

  @WorkflowMethod(name = "Federation")
  void run(FederationInput input);

  @SignalMethod(description = "How far one of this federation's workflows has come.")
  void report(ScopeReport report);

  @QueryMethod(description = "Phase, members and parked steps.")
  FederationStatus status();

  @QueryMethod(
      description = "The steps of the deployment, what each waits for and how long it takes.")
  Plan plan();
}
