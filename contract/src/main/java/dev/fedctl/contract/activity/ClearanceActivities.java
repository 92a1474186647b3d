package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What has to be gone from inside a cluster before its nodes go. */
@ActivityInterface
public interface ClearanceActivities {

  /**
   * Deletes, in a cluster that is ours, every Service of type LoadBalancer, every claim, and the
   * workloads that use claims; looks whether they are gone, and their volumes with them.
   * Controllers take away what they have made in AWS only while there are nodes.
   *
   * <p>UNREACHED when the API has not answered, or has not let the worker in, for {@link
   * StepOutcome#PATIENCE_WITH_AN_API}. A cluster that is gone, going or being made is ABSENT; one
   * that is not ours is a CONFLICT and never touched.
   */
  @ActivityMethod(name = "AwaitCleared")
  Awaited<StepOutcome> awaitCleared(ClearanceWait wait);

  /** A cluster to be cleared; the claim is that of its making. */
  record ClearanceWait(Claim claim, ClusterRef cluster, Patience patience) implements Claimed {}
}
