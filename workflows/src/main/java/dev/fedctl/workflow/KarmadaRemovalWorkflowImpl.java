package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.LOAD_BALANCER;
import static dev.fedctl.contract.plan.Step.REMOVE_KARMADA;

import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemoval;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemovalWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.workflow.KarmadaRemovalWorkflow;
import io.temporal.workflow.WorkflowInit;

/** The end of Karmada on its host. */
public final class KarmadaRemovalWorkflowImpl extends ScopeWorkflow
    implements KarmadaRemovalWorkflow {

  private final Input input;

  @WorkflowInit
  public KarmadaRemovalWorkflowImpl(Input input) {
    super(input.owner().federation(), Scopes.KARMADA, Stage.REMOVING, Plan.ofKarmadaRemoval());
    this.input = input;
  }

  @Override
  public void run(Input ignored) {
    carryOut(
        () -> {
          steps.offer(REMOVE_KARMADA, Scopes.KARMADA, this::remove);
          scope.reach(Stage.REMOVED);
        });
  }

  private StepOutcome remove(StepRun run) {
    Claim claim = input.owner().claim(LOAD_BALANCER.id(Scopes.KARMADA));
    run.bulkChange(KarmadaActivities.class, "delete Karmada from " + input.host().name())
        .deleteKarmada(new KarmadaRemoval(claim, input.host(), KarmadaRef.NAMESPACE));
    return run.settingGoing()
        .await(
            patience ->
                run.look(KarmadaActivities.class, "nothing of Karmada is left")
                    .awaitKarmadaGone(
                        new KarmadaRemovalWait(
                            claim, input.host(), KarmadaRef.NAMESPACE, patience)));
  }
}
