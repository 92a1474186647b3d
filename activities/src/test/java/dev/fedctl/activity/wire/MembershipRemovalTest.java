package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the end of a membership meets, and what it leaves: nothing. */
class MembershipRemovalTest {

  private static final String FOREIGN = "00000000-0000-5000-8000-000000000000";

  @Test
  void memberLeavesAndNothingOfTheJoinIsLeft() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      int mark = cloud.rows().size();
      cloud.activity(MembershipActivities.class).ensureJoined(cloud.join());
      cloud.advance(Duration.ofMinutes(1));
      cloud.in(WireCloud.member(), client -> client.namespaces().list());
      assertThat(cloud.standingFrom(mark)).isNotEmpty();

      assertThat(leave(cloud)).isEqualTo(StepOutcome.DELETED);
      FailureFacts facts = AwsWire.failure(() -> awaitLeft(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message())
          .contains("Karmada has not let go", "karmada.io/cluster-controller");

      cloud.advance(Duration.ofMinutes(1));
      assertThat(AwsWire.failure(() -> awaitLeft(cloud)).message())
          .contains("namespace \"karmada-cluster\" of \"guidance-member-1\" is being deleted");
      assertThat(awaitLeft(cloud)).isEqualTo(StepOutcome.ABSENT);
      // In Karmada the namespace is every member's.
      assertThat(cloud.standingFrom(mark))
          .containsExactly("k8s:Namespace karmada:guidance-parent//karmada-cluster");
    }
  }

  @Test
  void memberThatIsLeavingOrHasLeftIsNotDeletedAgain() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      leave(cloud);
      int mark = cloud.rows().size();

      assertThat(leave(cloud)).isEqualTo(StepOutcome.DELETED);
      cloud.advance(Duration.ofMinutes(1));
      assertThat(leave(cloud)).isEqualTo(StepOutcome.ABSENT);

      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void memberThatHasLeftMayJoinAgain() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      leave(cloud);
      cloud.advance(Duration.ofMinutes(1));
      AwsWire.failure(() -> awaitLeft(cloud));
      awaitLeft(cloud);

      MembershipActivities activities = cloud.activity(MembershipActivities.class);
      assertThat(activities.ensureJoined(cloud.join()).outcome()).isEqualTo(StepOutcome.CREATED);
      cloud.advance(Duration.ofMinutes(1));
      assertThat(activities.awaitMember(cloud.left()).value().readyNodes()).isEqualTo(3);
    }
  }

  @Test
  void clusterThatOthersJoinedIsConflictAndUntouched() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      cloud.inKarmada(
          client ->
              client
                  .genericKubernetesResources(Kinds.CLUSTER.context())
                  .withName(WireCloud.member().name())
                  .patch(
                      PatchContext.of(PatchType.JSON_MERGE),
                      "{\"metadata\":{\"annotations\":{\"fedctl.dev/federation-id\":\"%s\"}}}"
                          .formatted(FOREIGN)));
      int mark = cloud.rows().size();

      assertThat(AwsWire.failure(() -> leave(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(AwsWire.failure(() -> awaitLeft(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);

      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void clusterThatStandsIsNotWaitedForToGo() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      int mark = cloud.rows().size();

      assertThat(AwsWire.failure(() -> awaitLeft(cloud)).kind())
          .isEqualTo(FailureKind.UNEXPECTED_STATE);

      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void accountOfAnotherControlPlaneKeepsTheNamespaceOfAMember() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      cloud.in(
          WireCloud.member(),
          client ->
              client
                  .resource(
                      new ServiceAccountBuilder()
                          .withNewMetadata()
                          .withName("karmada-other")
                          .withNamespace("karmada-cluster")
                          .endMetadata()
                          .build())
                  .create());
      leave(cloud);
      cloud.advance(Duration.ofMinutes(1));

      assertThat(awaitLeft(cloud)).isEqualTo(StepOutcome.ABSENT);

      List<String> accounts =
          cloud.in(
              WireCloud.member(),
              client ->
                  client.serviceAccounts().inNamespace("karmada-cluster").list().getItems().stream()
                      .map(account -> account.getMetadata().getName())
                      .toList());
      assertThat(accounts).containsExactlyInAnyOrder("default", "karmada-other");
    }
  }

  @Test
  void memberThatIsGoneItselfHoldsNothingUp() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      cloud.deleteCluster(WireCloud.member());

      assertThat(leave(cloud)).isEqualTo(StepOutcome.DELETED);
      AwsWire.failure(() -> awaitLeft(cloud));
      cloud.advance(Duration.ofMinutes(1));
      assertThat(awaitLeft(cloud)).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @Test
  void membershipGoesWithKarmadaAndWithItsHost() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      cloud.activity(KarmadaActivities.class).deleteKarmada(cloud.removal());
      // Its namespace is going: nobody answers any more.
      assertThat(leave(cloud)).isEqualTo(StepOutcome.ABSENT);
      cloud.advance(Duration.ofMinutes(1));
      assertThat(leave(cloud)).isEqualTo(StepOutcome.ABSENT);

      cloud.deleteCluster(Specs.PARENT);
      assertThat(leave(cloud)).isEqualTo(StepOutcome.ABSENT);
      AwsWire.failure(() -> awaitLeft(cloud));
      assertThat(awaitLeft(cloud)).isEqualTo(StepOutcome.ABSENT);
    }
  }

  private static StepOutcome leave(WireCloud cloud) {
    return cloud.activity(MembershipActivities.class).deleteMembership(cloud.leave());
  }

  private static StepOutcome awaitLeft(WireCloud cloud) {
    return cloud.activity(MembershipActivities.class).awaitLeft(cloud.left()).value();
  }
}
