package dev.fedctl.contract.workflow;

import dev.fedctl.contract.message.StepProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Builds one EKS cluster: control plane, access, add-ons, nodes. */
@WorkflowInterface
public interface ClusterWorkflow extends Operable {

  @WorkflowMethod(name = "Cluster")
  ClusterResult run(ClusterInput input);

  @QueryMethod(description = "Where each step of this cluster is.")
  List<StepProgress> progress();
}
