package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.message.StepProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Builds one member cluster and joins it to Karmada as soon as Karmada answers. */
@WorkflowInterface
public interface MemberWorkflow extends Operable {

  @WorkflowMethod(name = "Member")
  void run(MemberInput input);

  @SignalMethod(description = "Karmada answers here: members can join.")
  void karmadaReady(KarmadaRef karmada);

  @QueryMethod(description = "Where each step of joining is.")
  List<StepProgress> progress();
}
