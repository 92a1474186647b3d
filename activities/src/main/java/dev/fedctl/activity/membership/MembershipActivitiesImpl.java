package dev.fedctl.activity.membership;

import dev.fedctl.activity.Look;
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
  public StepOutcome deleteMembership(LeaveRequest request) {
    Leave leave = new Leave(request.member().name(), request.claim());
    return karmadas
        .useWhileReachable(request.karmada(), leave::start, why -> StepOutcome.UNREACHED)
        .orElse(StepOutcome.ABSENT);
  }

  @Override
  public Awaited<StepOutcome> awaitLeft(MemberWait wait) {
    Leave leave = new Leave(wait.member().name(), wait.claim());
    Look<StepOutcome> gone = Look.ready(StepOutcome.ABSENT);
    Look<StepOutcome> unreached = Look.ready(StepOutcome.UNREACHED);
    return Waits.settle(
        wait.patience(),
        karmadas
            .useWhileReachable(wait.karmada(), leave::inKarmada, why -> unreached)
            .orElse(gone)
            .then(
                left ->
                    members
                        .useWhileReachable(wait.member(), leave::inMember, why -> unreached)
                        .orElse(gone)));
  }

  @Override
  public Awaited<MemberObserved> awaitMemberReachable(MemberWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> MemberGates.reachable(api, wait.member().name())));
  }
}
