package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Owner;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/**
 * Takes one member out of Karmada, and removes its cluster. Runs under the id of the workflow that
 * joins it.
 */
@WorkflowInterface
public interface MemberRemovalWorkflow extends Yielding {

  @WorkflowMethod(name = "MemberRemoval")
  void run(Input input);

  /**
   * A member to be gone.
   *
   * @param leave the Karmada to be left; absent when there is none, or it goes as well
   * @param keepCluster whether only the membership ends
   */
  record Input(Owner owner, ClusterRef member, Optional<KarmadaRef> leave, boolean keepCluster) {}
}
