package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** IAM roles. */
@ActivityInterface
public interface IamActivities {

  /**
   * Ensures a role with its trust policy, its managed policies and its owner tags. Found by name;
   * one that is not ours is a CONFLICT. Further policies on it are left there.
   *
   * <p>Ready means that it exists: services may not see it for some seconds more (they answer as if
   * it were wrong, which their activities report as EVENTUAL).
   */
  @ActivityMethod(name = "EnsureRole")
  RoleObserved ensureRole(RoleRequest request);

  /**
   * Deletes a role: its policies are detached first, those that others attached included. Found by
   * name; one that is not ours is a CONFLICT. One in an instance profile of others is
   * UNEXPECTED_STATE naming it, and keeps its policies; one in a profile that EKS made for a node
   * group, which goes with that, is EVENTUAL.
   */
  @ActivityMethod(name = "DeleteRole")
  StepOutcome deleteRole(RoleRemoval removal);

  /** A role to be gone; the claim is that of its making. */
  record RoleRemoval(Claim claim, String name, String partition) implements Claimed {}

  /** A role to be had. */
  record RoleRequest(Claim claim, String name, String path, String partition, Purpose purpose)
      implements Claimed {}

  /** What a role is for: who may assume it and what it may do. */
  enum Purpose {
    /** EKS control planes. */
    CLUSTER,
    /** Worker nodes. */
    NODE,
    /** The EBS CSI driver, by EKS Pod Identity. */
    EBS_CSI
  }

  /** A role that stands. */
  record RoleObserved(String arn, StepOutcome outcome) {}
}
