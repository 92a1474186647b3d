package dev.fedctl.contract.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Builds one EKS cluster: control plane, access, add-ons, nodes. */
@WorkflowInterface
public interface ClusterWorkflow extends Yielding {

  @WorkflowMethod(name = "Cluster")
  ClusterResult run(ClusterInput input);
}
