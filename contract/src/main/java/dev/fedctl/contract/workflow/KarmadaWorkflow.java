package dev.fedctl.contract.workflow;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Installs Karmada on the parent, from storage and load balancer to the proof that it works. */
@WorkflowInterface
public interface KarmadaWorkflow extends Yielding {

  @WorkflowMethod(name = "Karmada")
  void run(KarmadaInput input);

  @SignalMethod(description = "How far the cluster that hosts Karmada has come.")
  void hostReached(HostStage stage);

  /** What the installation waits for on its host. */
  enum HostStage {
    /** The control plane is active: add-ons can be made. */
    ACTIVE,
    /** The worker may use the Kubernetes API. */
    ACCESSIBLE,
    /** Nodes and DNS are ready: pods run. */
    NODES_READY
  }
}
