package dev.fedctl.contract.activity;

import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Mends things of EKS that never became ACTIVE. What became so, whatever it is now, is left alone:
 * somebody may have put something on it.
 */
@ActivityInterface
public interface RepairActivities {

  /**
   * Starts the deletion of what failed at its making, for it to be made anew: DELETED, also when it
   * is going already; ABSENT when it is gone; UNCHANGED when what stands has not failed, or is of
   * another incarnation. What is not ours is a CONFLICT.
   */
  @ActivityMethod(name = "RemoveFailed")
  StepOutcome removeFailed(Failed failed);

  /**
   * Looks whether it is gone: ABSENT, or UNCHANGED when another incarnation has taken its place.
   * One that still stands and is not being deleted is UNEXPECTED_STATE with EKS's health issues.
   */
  @ActivityMethod(name = "AwaitFailedGone")
  Awaited<StepOutcome> awaitFailedGone(FailedWait wait);

  /**
   * Has EKS apply an add-on once more, over whatever others have made of its objects. One that is
   * healthy meanwhile is left alone.
   */
  @ActivityMethod(name = "ReapplyAddon")
  StepOutcome reapplyAddon(AddonRequest request);

  /** What can fail at its making. */
  enum Thing {
    CONTROL_PLANE,
    NODE_GROUP,
    ADDON
  }

  /**
   * Something that failed.
   *
   * @param claim that of its making, in the incarnation that failed
   * @param name its own; of a control plane, the cluster's
   */
  record Failed(Claim claim, ClusterRef cluster, Thing thing, String name) implements Claimed {}

  /** Something whose end is waited for. */
  record FailedWait(Failed failed, Patience patience) implements Claimed {
    @Override
    public Claim claim() {
      return failed.claim();
    }
  }
}
