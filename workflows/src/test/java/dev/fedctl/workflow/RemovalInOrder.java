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
import java.util.List;

/**
 * What {@link ClusterRemovalWorkflowImpl} does, with an order of its own. Two of them differ in
 * nothing else.
 */
abstract class RemovalInOrder extends ScopeWorkflow implements ClusterRemovalWorkflow {

  private final Input input;
  private final List<Step> order;

  private RemovalInOrder(Input input, List<Step> order) {
    super(
        input.owner().federation(),
        input.cluster().name(),
        Stage.REMOVING,
        Plan.ofClusterRemoval());
    this.input = input;
    this.order = order;
  }

  /** The order in which releases remove. */
  public static final class AsRecorded extends RemovalInOrder {

    @WorkflowInit
    public AsRecorded(Input input) {
      super(
          input,
          List.of(
              REMOVE_WORKLOADS,
              REMOVE_NODE_GROUP,
              REMOVE_CONTROL_PLANE,
              REMOVE_LEFTOVERS,
              REMOVE_LAUNCH_TEMPLATE));
    }
  }

  /** The launch template before the control plane: nothing forbids it but what was recorded. */
  public static final class Reordered extends RemovalInOrder {

    @WorkflowInit
    public Reordered(Input input) {
      super(
          input,
          List.of(
              REMOVE_WORKLOADS,
              REMOVE_NODE_GROUP,
              REMOVE_LAUNCH_TEMPLATE,
              REMOVE_CONTROL_PLANE,
              REMOVE_LEFTOVERS));
    }
  }

  @Override
  public final ClusterResult run(Input ignored) {
    return new ClusterResult(
        carryOut(
            () -> {
              order.forEach(step -> steps.run(step, run -> remove(step, run)));
              scope.reach(Stage.REMOVED);
            }));
  }

  private StepOutcome remove(Step step, StepRun run) {
    String name = input.cluster().name();
    return switch (step) {
      case REMOVE_WORKLOADS ->
          run.await(
              patience ->
                  run.look(ClearanceActivities.class, "cleared")
                      .awaitCleared(
                          new ClearanceWait(claim(CONTROL_PLANE), input.cluster(), patience)));
      case REMOVE_LEFTOVERS ->
          run.await(
              patience ->
                  run.bulkChange(SweepActivities.class, "nothing is left")
                      .awaitLeftoversGone(
                          new LeftoversWait(claim(CONTROL_PLANE), input.cluster(), patience)));
      case REMOVE_NODE_GROUP -> nodeGroup(run);
      case REMOVE_CONTROL_PLANE -> controlPlane(run);
      case REMOVE_LAUNCH_TEMPLATE ->
          run.change(EksActivities.class, "launch template of " + name)
              .deleteLaunchTemplate(
                  new LaunchTemplateRemoval(
                      claim(LAUNCH_TEMPLATE), input.cluster(), ClusterParts.launchTemplate(name)));
      default -> throw new IllegalArgumentException(step + " removes no part of a cluster");
    };
  }

  private StepOutcome nodeGroup(StepRun run) {
    Claim claim = claim(NODE_GROUP);
    run.change(EksActivities.class, "nodes")
        .deleteNodeGroup(new NodeGroupRemoval(claim, input.cluster(), ClusterParts.NODE_GROUP));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, "nodes are gone")
                    .awaitNodeGroupGone(
                        new NodeGroupWait(
                            claim, input.cluster(), ClusterParts.NODE_GROUP, patience)));
  }

  private StepOutcome controlPlane(StepRun run) {
    Claim claim = claim(CONTROL_PLANE);
    run.change(SweepActivities.class, "interfaces")
        .deleteInterfaces(new InterfacesRemoval(claim, input.cluster()));
    run.change(EksActivities.class, "control plane")
        .deleteCluster(new ClusterRemoval(claim, input.cluster()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, "control plane is gone")
                    .awaitClusterGone(new ClusterWait(claim, input.cluster(), patience)));
  }

  private Claim claim(Step making) {
    return input.owner().claim(making.id(input.cluster().name()));
  }
}
