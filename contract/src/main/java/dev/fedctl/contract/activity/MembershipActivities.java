package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Map;

/** Clusters that join Karmada in push mode, as karmadactl join does it. */
@ActivityInterface
public interface MembershipActivities {

  /**
   * Ensures the member's service accounts, role and tokens, and in Karmada their Secrets and the
   * Cluster. Identity is the UID of the member's namespace kube-system: the same name with another
   * id, or the same id under another name, is a CONFLICT.
   *
   * <p>EVENTUAL while the member has not filled in a token yet.
   */
  @ActivityMethod(name = "EnsureJoined")
  JoinObserved ensureJoined(JoinRequest request);

  /**
   * Looks whether Karmada has the member Ready, knows its version and its APIs, and has made its
   * execution namespace.
   */
  @ActivityMethod(name = "AwaitMember")
  Awaited<MemberObserved> awaitMember(MemberWait wait);

  /** Looks whether the member can be read through Karmada's cluster proxy. */
  @ActivityMethod(name = "AwaitMemberReachable")
  Awaited<MemberObserved> awaitMemberReachable(MemberWait wait);

  /**
   * Starts the end of a membership: the Cluster in Karmada, which takes what Karmada has put into
   * the member out of it. Refused with CONFLICT when the Cluster is not ours. Absent when the
   * Cluster, Karmada or its host are gone; whether the host is, EKS says.
   */
  @ActivityMethod(name = "DeleteMembership")
  StepOutcome deleteMembership(LeaveRequest request);

  /**
   * Looks whether the Cluster and its execution namespace are gone, then deletes what the joining
   * made in the member and its Secrets in Karmada, and looks whether it is gone. What others made
   * there stays, and the namespace with it. A Cluster that stands and is not being deleted is
   * UNEXPECTED_STATE. A member that is gone itself, as EKS says, holds nothing up. UNREACHED when
   * Karmada or the member have not answered for {@link StepOutcome#PATIENCE_WITH_AN_API}.
   */
  @ActivityMethod(name = "AwaitLeft")
  Awaited<StepOutcome> awaitLeft(MemberWait wait);

  /** A membership to be gone; the claim is that of its making. */
  record LeaveRequest(Claim claim, KarmadaRef karmada, ClusterRef member) implements Claimed {}

  /** A membership to be had. */
  record JoinRequest(Claim claim, KarmadaRef karmada, ClusterRef member, Map<String, String> labels)
      implements Claimed {}

  /** A membership that stands: the UID of the member's kube-system. */
  record JoinObserved(String clusterId, StepOutcome outcome) {}

  /** A membership that is waited for. */
  record MemberWait(Claim claim, KarmadaRef karmada, ClusterRef member, Patience patience)
      implements Claimed {}

  /** A member as Karmada sees it. */
  record MemberObserved(String kubernetesVersion, int readyNodes) {}
}
