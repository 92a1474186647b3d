package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.JOIN;
import static dev.fedctl.contract.plan.Step.LEAVE;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.MembershipActivities.LeaveRequest;
import dev.fedctl.contract.activity.MembershipActivities.MemberWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.workflow.ClusterRemovalWorkflow;
import dev.fedctl.contract.workflow.MemberRemovalWorkflow;
import io.temporal.workflow.WorkflowInit;

/** The end of a membership, and of its cluster. */
public final class MemberRemovalWorkflowImpl extends ScopeWorkflow
    implements MemberRemovalWorkflow {

  private final Input input;
  private final Children children;

  @WorkflowInit
  public MemberRemovalWorkflowImpl(Input input) {
    super(
        input.owner().federation(), input.member().name(), Stage.REMOVING, Plan.ofMemberRemoval());
    this.input = input;
    this.children = new Children(scope.signals());
  }

  @Override
  public void run(Input ignored) {
    carryOut(
        () -> {
          input
              .leave()
              .ifPresent(
                  karmada -> steps.offer(LEAVE, input.member().name(), run -> leave(run, karmada)));
          if (!input.keepCluster()) {
            removeCluster();
          }
          scope.reach(Stage.REMOVED);
        });
  }

  private StepOutcome leave(StepRun run, KarmadaRef karmada) {
    Claim claim = input.owner().claim(JOIN.id(input.member().name()));
    run.change(MembershipActivities.class, input.member().name() + " leaves Karmada")
        .deleteMembership(new LeaveRequest(claim, karmada, input.member()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(
                        MembershipActivities.class,
                        "Karmada has let " + input.member().name() + " go")
                    .awaitLeft(new MemberWait(claim, karmada, input.member(), patience)));
  }

  private void removeCluster() {
    children.await(
        children.clusterRemoval(new ClusterRemovalWorkflow.Input(input.owner(), input.member())),
        input.member().name());
  }

  @Override
  public void yieldToNext() {
    super.yieldToNext();
    children.makeRoom(WorkflowIds.cluster(input.owner().federation(), input.member().name()));
  }
}
