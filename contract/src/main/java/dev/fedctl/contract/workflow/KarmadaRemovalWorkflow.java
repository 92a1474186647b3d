package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.identity.Owner;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Removes Karmada from its host: load balancer, workloads and volumes, while there are nodes whose
 * controllers do it. Runs under the id of the workflow that installs it.
 */
@WorkflowInterface
public interface KarmadaRemovalWorkflow extends Yielding {

  @WorkflowMethod(name = "KarmadaRemoval")
  void run(Input input);

  /** A Karmada to be gone. */
  record Input(Owner owner, ClusterRef host) {}
}
