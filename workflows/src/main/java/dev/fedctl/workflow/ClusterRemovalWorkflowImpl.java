package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.CONTROL_PLANE;
import static dev.fedctl.contract.plan.Step.LAUNCH_TEMPLATE;
import static dev.fedctl.contract.plan.Step.NODE_GROUP;
import static dev.fedctl.contract.plan.Step.REMOVE_CONTROL_PLANE;
import static dev.fedctl.contract.plan.Step.REMOVE_LAUNCH_TEMPLATE;
import static dev.fedctl.contract.plan.Step.REMOVE_NODE_GROUP;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.ClusterRemoval;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.ClusterRemovalWorkflow;
import dev.fedctl.contract.workflow.ClusterResult;
import io.temporal.workflow.WorkflowInit;

/** The end of one EKS cluster: what stands on it first. */
public final class ClusterRemovalWorkflowImpl extends ScopeWorkflow
    implements ClusterRemovalWorkflow {

  private final Input input;
  private final ClusterRef cluster;

  @WorkflowInit
  public ClusterRemovalWorkflowImpl(Input input) {
    super(
        input.owner().federation(),
        input.cluster().name(),
        Stage.REMOVING,
        Plan.ofClusterRemoval());
    this.input = input;
    this.cluster = input.cluster();
  }

  @Override
  public ClusterResult run(Input ignored) {
    return new ClusterResult(
        carryOut(
            () -> {
              steps.run(REMOVE_NODE_GROUP, this::nodeGroup);
              steps.run(REMOVE_CONTROL_PLANE, this::controlPlane);
              steps.run(REMOVE_LAUNCH_TEMPLATE, this::launchTemplate);
              scope.reach(Stage.REMOVED);
            }));
  }

  private StepOutcome nodeGroup(StepRun run) {
    String name = ClusterParts.NODE_GROUP;
    Claim claim = claim(NODE_GROUP);
    run.change(EksActivities.class, "delete the nodes of " + cluster.name())
        .deleteNodeGroup(new NodeGroupRemoval(claim, cluster, name));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, "the nodes of " + cluster.name() + " are gone")
                    .awaitNodeGroupGone(new NodeGroupWait(claim, cluster, name, patience)));
  }

  private StepOutcome controlPlane(StepRun run) {
    Claim claim = claim(CONTROL_PLANE);
    run.change(EksActivities.class, "delete " + cluster.name())
        .deleteCluster(new ClusterRemoval(claim, cluster));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, cluster.name() + " is gone")
                    .awaitClusterGone(new ClusterWait(claim, cluster, patience)));
  }

  private StepOutcome launchTemplate(StepRun run) {
    return run.change(EksActivities.class, "delete the launch template of " + cluster.name())
        .deleteLaunchTemplate(
            new LaunchTemplateRemoval(
                claim(LAUNCH_TEMPLATE), cluster, ClusterParts.launchTemplate(cluster.name())));
  }

  private Claim claim(Step making) {
    return input.owner().claim(making.id(cluster.name()));
  }
}
