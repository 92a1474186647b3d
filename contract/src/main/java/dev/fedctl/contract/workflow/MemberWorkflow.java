package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Builds one member cluster and joins it to Karmada as soon as Karmada answers. */
@WorkflowInterface
public interface MemberWorkflow extends Yielding {

  @WorkflowMethod(name = "Member")
  void run(MemberInput input);

  @SignalMethod(description = "Karmada answers here: members can join.")
  void karmadaReady(KarmadaRef karmada);
}
