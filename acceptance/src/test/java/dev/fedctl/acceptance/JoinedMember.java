package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.KubernetesApi;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.membership.MembershipActivitiesImpl;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.MembershipActivities.JoinObserved;
import dev.fedctl.contract.activity.MembershipActivities.JoinRequest;
import dev.fedctl.contract.activity.MembershipActivities.LeaveRequest;
import dev.fedctl.contract.activity.MembershipActivities.MemberObserved;
import dev.fedctl.contract.activity.MembershipActivities.MemberWait;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A cluster and its membership in a real Karmada, by the activities, with their gates. */
final class JoinedMember implements AutoCloseable {

  private final RealKarmada karmada;
  private final KubernetesApi api;
  private final ClusterRef cluster;
  private final Claim claim;
  private final ActivitiesUnderTest activities;
  private final MembershipActivities membership;

  JoinedMember(RealKarmada karmada, KubernetesApi api, ClusterRef cluster) {
    this.karmada = karmada;
    this.api = api;
    this.cluster = cluster;
    this.claim = RealKarmada.OWNER.claim(cluster.name() + "/join");
    this.activities =
        new ActivitiesUnderTest(
            new MembershipActivitiesImpl(api.clusters(), karmada.apis(), new Applier()));
    this.membership = activities.stub(MembershipActivities.class);
  }

  /** Joins it, as soon as its accounts have tokens. */
  JoinObserved join() {
    return ActivitiesUnderTest.eventually(
        "tokens are filled in",
        () ->
            membership.ensureJoined(
                new JoinRequest(claim, karmada.ref(), cluster, Map.of("kind", "test"))));
  }

  MemberObserved awaitReady() {
    return ActivitiesUnderTest.awaited(
        "Karmada has the member ready", () -> membership.awaitMember(request()));
  }

  MemberObserved awaitReachable() {
    return ActivitiesUnderTest.awaited(
        "the member is read through Karmada", () -> membership.awaitMemberReachable(request()));
  }

  void leave() {
    membership.deleteMembership(new LeaveRequest(claim, karmada.ref(), cluster));
    ActivitiesUnderTest.awaited("the member has left", () -> membership.awaitLeft(request()));
  }

  <T> T use(Function<KubernetesClient, T> body) {
    return api.clusters().use(cluster, body);
  }

  /** Replicas that are wanted here of what Karmada has put here. */
  List<Integer> demoReplicas() {
    return use(
        client ->
            client.apps().deployments().inAnyNamespace().list().getItems().stream()
                .map(deployment -> deployment.getSpec().getReplicas())
                .toList());
  }

  /** What the nodes would do that it does not have: every pod is Ready. */
  void runPods() {
    use(
        client -> {
          for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
            client.resource(pod).editStatus(JoinedMember::ready);
          }
          return true;
        });
  }

  private static Pod ready(Pod pod) {
    return new PodBuilder(pod)
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private MemberWait request() {
    return new MemberWait(
        claim, karmada.ref(), cluster, Patience.of(Instant.now(), Duration.ofMinutes(1)));
  }

  @Override
  public void close() {
    activities.close();
  }
}
