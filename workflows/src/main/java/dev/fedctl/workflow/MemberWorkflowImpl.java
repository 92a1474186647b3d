package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.JOIN;
import static dev.fedctl.contract.plan.Step.MEMBER_VERIFY;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.MembershipActivities.JoinRequest;
import dev.fedctl.contract.activity.MembershipActivities.MemberObserved;
import dev.fedctl.contract.activity.MembershipActivities.MemberWait;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.workflow.MemberInput;
import dev.fedctl.contract.workflow.MemberWorkflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One member cluster and its membership. */
public final class MemberWorkflowImpl extends ScopeWorkflow implements MemberWorkflow {

  private final MemberInput input;
  private final Owner owner;
  private final ClusterRef member;
  private final Children children;
  private @Nullable KarmadaRef karmada;

  @WorkflowInit
  public MemberWorkflowImpl(MemberInput input) {
    super(
        input.cluster().context().owner().federation(),
        input.cluster().name(),
        Stage.WORKING,
        Plan.ofMembership());
    this.input = input;
    this.owner = input.cluster().context().owner();
    this.member = new ClusterRef(input.cluster().region(), input.cluster().name());
    this.children = new Children(scope.signals());
    this.karmada = input.karmada().orElse(null);
  }

  @Override
  public void run(MemberInput ignored) {
    carryOut(
        () -> {
          build();
          scope.reach(Stage.CLUSTER_READY);
          steps.awaitOutside(() -> karmada != null);
          join();
          scope.reach(Stage.READY);
        });
  }

  private void build() {
    children.await(children.cluster(input.cluster()), member.name());
  }

  @Override
  public void yieldToNext() {
    super.yieldToNext();
    children.makeRoom(WorkflowIds.cluster(owner.federation(), member.name()));
  }

  private void join() {
    KarmadaRef to = Objects.requireNonNull(karmada);
    steps.run(JOIN, run -> join(run, to));
    steps.offer(MEMBER_VERIFY, member.name(), run -> verify(run, to));
  }

  private MemberObserved join(StepRun run, KarmadaRef to) {
    run.change(MembershipActivities.class, "join " + member.name())
        .ensureJoined(new JoinRequest(claim(run), to, member, input.labels()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(MembershipActivities.class, member.name() + " becomes ready")
                    .awaitMember(new MemberWait(claim(run), to, member, patience)));
  }

  private MemberObserved verify(StepRun run, KarmadaRef to) {
    return run.await(
        patience ->
            run.look(MembershipActivities.class, "read " + member.name() + " through Karmada")
                .awaitMemberReachable(new MemberWait(claim(run), to, member, patience)));
  }

  private Claim claim(StepRun run) {
    return owner.claim(run.id());
  }

  @Override
  public void karmadaReady(KarmadaRef ready) {
    karmada = ready;
  }
}
