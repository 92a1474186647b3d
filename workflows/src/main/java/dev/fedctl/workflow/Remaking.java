package dev.fedctl.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.RepairActivities;
import dev.fedctl.contract.activity.RepairActivities.Failed;
import dev.fedctl.contract.activity.RepairActivities.FailedWait;
import dev.fedctl.contract.activity.RepairActivities.Thing;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.workflow.Repairs.Mend;
import java.time.Duration;

/** Takes away a thing of EKS that failed at its making, so that it can be made anew. */
final class Remaking {

  private Remaking() {}

  static void controlPlane(StepRun run, Mend mend, Claim claim, ClusterRef cluster) {
    remove(
        run,
        mend,
        new Failed(failed(claim, mend), cluster, Thing.CONTROL_PLANE, cluster.name()),
        cluster.name(),
        Step.REMOVE_CONTROL_PLANE.expected());
  }

  static void nodeGroup(StepRun run, Mend mend, Claim claim, ClusterRef cluster, String name) {
    remove(
        run,
        mend,
        new Failed(failed(claim, mend), cluster, Thing.NODE_GROUP, name),
        "the nodes of " + cluster.name(),
        Step.REMOVE_NODE_GROUP.expected());
  }

  /** {@code expected}: how long an add-on usually takes to go. */
  static void addon(
      StepRun run, Mend mend, Claim claim, ClusterRef cluster, String name, Duration expected) {
    remove(
        run,
        mend,
        new Failed(failed(claim, mend), cluster, Thing.ADDON, name),
        "add-on " + name + " of " + cluster.name(),
        expected);
  }

  private static void remove(
      StepRun run, Mend mend, Failed failed, String what, Duration expected) {
    StepOutcome outcome =
        run.change(
                RepairActivities.class,
                "delete %s to make it anew (%s)".formatted(what, mend.cause()))
            .removeFailed(failed);
    if (outcome == StepOutcome.DELETED) {
      run.settingGoing()
          .await(
              expected,
              patience ->
                  run.look(RepairActivities.class, what + " is gone, to be made anew")
                      .awaitFailedGone(new FailedWait(failed, patience)));
    }
  }

  private static Claim failed(Claim claim, Mend mend) {
    return claim.inIncarnation(mend.cure().incarnation());
  }
}
