package dev.fedctl.activity.membership;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.StepOutcome;

/** {@link MembershipActivities} against both APIs. */
public final class MembershipActivitiesImpl implements MembershipActivities {

  private final ClusterApis members;
  private final KarmadaApis karmadas;
  private final Applier applier;

  public MembershipActivitiesImpl(ClusterApis members, KarmadaApis karmadas, Applier applier) {
    this.members = members;
    this.karmadas = karmadas;
    this.applier = applier;
  }

  @Override
  public JoinObserved ensureJoined(JoinRequest request) {
    Join join = new Join(applier, request);
    Join.MemberSide member = members.use(request.member(), join::inMember);
    StepOutcome outcome = karmadas.use(request.karmada(), api -> join.inKarmada(api, member));
    return new JoinObserved(
        member.credentials().clusterId(), Applier.both(member.outcome(), outcome));
  }

  @Override
  public Awaited<MemberObserved> awaitMember(MemberWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> MemberGates.joined(api, wait.member().name())));
  }

  @Override
  public Awaited<MemberObserved> awaitMemberReachable(MemberWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> MemberGates.reachable(api, wait.member().name())));
  }
}
