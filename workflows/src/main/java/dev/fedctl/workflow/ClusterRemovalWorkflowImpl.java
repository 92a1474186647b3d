package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.CONTROL_PLANE;
import static dev.fedctl.contract.plan.Step.LAUNCH_TEMPLATE;
import static dev.fedctl.contract.plan.Step.NODE_GROUP;
import static dev.fedctl.contract.plan.Step.REMOVE_CONTROL_PLANE;
import static dev.fedctl.contract.plan.Step.REMOVE_LAUNCH_TEMPLATE;
import static dev.fedctl.contract.plan.Step.REMOVE_LEFTOVERS;
import static dev.fedctl.contract.plan.Step.REMOVE_NODE_GROUP;
import static dev.fedctl.contract.plan.Step.REMOVE_WORKLOADS;

import dev.fedctl.contract.activity.ClearanceActivities;
import dev.fedctl.contract.activity.ClearanceActivities.ClearanceWait;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.ClusterRemoval;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.activity.SweepActivities.InterfacesRemoval;
import dev.fedctl.contract.activity.SweepActivities.LeftoversWait;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.ClusterRemovalWorkflow;
import dev.fedctl.contract.workflow.ClusterResult;
import io.temporal.workflow.WorkflowInit;
import java.util.function.Function;

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
              offer(REMOVE_WORKLOADS, this::workloads);
              offer(REMOVE_NODE_GROUP, this::nodeGroup);
              boolean gone = offer(REMOVE_CONTROL_PLANE, this::controlPlane);
              boolean clean = offer(REMOVE_LEFTOVERS, this::leftovers);
              if (gone && clean) {
                offer(REMOVE_LAUNCH_TEMPLATE, this::launchTemplate);
              } else {
                // Without its proof the sweep would pass over what was left out.
                steps.leaveOut(REMOVE_LAUNCH_TEMPLATE);
              }
              scope.reach(Stage.REMOVED);
            }));
  }

  /** Whether it was carried out. */
  private boolean offer(Step step, Function<StepRun, StepOutcome> work) {
    return steps.offer(step, cluster.name(), work).isPresent();
  }

  private StepOutcome workloads(StepRun run) {
    return run.await(
        patience ->
            run.look(ClearanceActivities.class, "nothing in " + cluster.name() + " holds AWS")
                .awaitCleared(new ClearanceWait(claim(CONTROL_PLANE), cluster, patience)));
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
    run.change(SweepActivities.class, "free the security group of " + cluster.name())
        .deleteInterfaces(new InterfacesRemoval(claim, cluster));
    run.change(EksActivities.class, "delete " + cluster.name())
        .deleteCluster(new ClusterRemoval(claim, cluster));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, cluster.name() + " is gone")
                    .awaitClusterGone(new ClusterWait(claim, cluster, patience)));
  }

  /** The launch template proves by its tags that the cluster was ours, so it goes after these. */
  private StepOutcome leftovers(StepRun run) {
    return run.await(
        patience ->
            run.bulkChange(SweepActivities.class, cluster.name() + " has left nothing")
                .awaitLeftoversGone(new LeftoversWait(claim(CONTROL_PLANE), cluster, patience)));
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
