package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.identity.Owner;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Removes one EKS cluster: its nodes, then itself, then what it leaves. Runs under the id of the
 * workflow that builds it, so that never both run.
 */
@WorkflowInterface
public interface ClusterRemovalWorkflow extends Yielding {

  @WorkflowMethod(name = "ClusterRemoval")
  ClusterResult run(Input input);

  /** A cluster to be gone. */
  record Input(Owner owner, ClusterRef cluster) {}
}
