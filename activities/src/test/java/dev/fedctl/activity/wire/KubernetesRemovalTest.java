package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.OwnerTags;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the removal of Karmada and the end of a membership meet, and what they leave: nothing. */
class KubernetesRemovalTest {

  private static final String FOREIGN = "00000000-0000-5000-8000-000000000000";

  @Test
  void karmadaGoesWithItsLoadBalancerAndItsVolumes() {
    try (WireCloud cloud = new WireCloud()) {
      int mark = cloud.rows().size();
      cloud.running();
      assertThat(standing(cloud, mark)).anyMatch(thing -> thing.startsWith("ec2:volume"));

      assertThat(delete(cloud)).isEqualTo(StepOutcome.DELETED);
      FailureFacts facts = AwsWire.failure(() -> await(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message())
          .contains("Namespace \"karmada-system\" is being deleted")
          .contains("service.kubernetes.io/load-balancer-cleanup");

      cloud.advance(Duration.ofMinutes(1));
      assertThat(await(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(standing(cloud, mark)).isEmpty();
    }
  }

  @Test
  void karmadaThatIsGoingOrGoneIsNotDeletedAgain() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.running();
      delete(cloud);
      int mark = cloud.rows().size();

      assertThat(delete(cloud)).isEqualTo(StepOutcome.DELETED);
      cloud.advance(Duration.ofMinutes(1));
      assertThat(delete(cloud)).isEqualTo(StepOutcome.ABSENT);

      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void karmadaThatNeverCameFartherThanItsStorageIsDeleted() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.activity(KarmadaActivities.class).ensureStorageClass(cloud.storageClass());

      assertThat(delete(cloud)).isEqualTo(StepOutcome.DELETED);
      assertThat(delete(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(await(cloud)).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @Test
  void namespaceOfOthersIsConflictAndNothingIsTouched() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.activity(KarmadaActivities.class).ensureStorageClass(cloud.storageClass());
      cloud.in(
          Specs.PARENT,
          client ->
              client
                  .resource(
                      new NamespaceBuilder()
                          .withNewMetadata()
                          .withName(KarmadaRef.NAMESPACE)
                          .endMetadata()
                          .build())
                  .create());
      int mark = cloud.rows().size();

      assertThat(AwsWire.failure(() -> delete(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(AwsWire.failure(() -> await(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);

      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void namespaceOfAnEarlierLifeIsConflictAndUntouched() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.named();
      int mark = cloud.rows().size();
      Owner later =
          new Owner(
              Specs.OWNER.federation(),
              Specs.OWNER.account(),
              Specs.OWNER.region(),
              "fedcba9876543210");

      FailureFacts facts =
          AwsWire.failure(
              () ->
                  cloud
                      .activity(KarmadaActivities.class)
                      .deleteKarmada(
                          new KarmadaActivities.KarmadaRemoval(
                              later.claim("karmada/load-balancer"),
                              Specs.PARENT,
                              KarmadaRef.NAMESPACE)));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  @Test
  void storageClassOfOthersStays() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.running();
      cloud.in(
          Specs.PARENT,
          client ->
              client
                  .storage()
                  .v1()
                  .storageClasses()
                  .withName("ebs-sc")
                  .edit(
                      found ->
                          found
                              .edit()
                              .editMetadata()
                              .addToAnnotations(OwnerTags.FEDERATION_ID, FOREIGN)
                              .endMetadata()
                              .build()));

      assertThat(delete(cloud)).isEqualTo(StepOutcome.DELETED);

      assertThat(
              cloud.<Object>in(
                  Specs.PARENT,
                  client -> client.storage().v1().storageClasses().withName("ebs-sc").get()))
          .isNotNull();
    }
  }

  @Test
  void namespaceThatStandsIsNotWaitedForToGo() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.named();

      FailureFacts facts = AwsWire.failure(() -> await(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(facts.message()).contains("stands and is not being deleted");
    }
  }

  @Test
  void volumeThatIsLeftIsNamed() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.running();
      cloud.in(
          Specs.PARENT,
          client ->
              client.persistentVolumes().list().getItems().stream()
                  .map(volume -> retain(client, volume.getMetadata().getName()))
                  .toList());
      delete(cloud);
      cloud.advance(Duration.ofMinutes(1));

      FailureFacts facts = AwsWire.failure(() -> await(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains("volumes are left: pvc-", "(vol-", "is Released");
    }
  }

  /** They stay behind, as AWS leaves them, and are named. */
  @Test
  void hostThatIsGoneTakesAllOfKarmadaAlongButItsLoadBalancerAndVolumes() {
    try (WireCloud cloud = new WireCloud()) {
      int mark = cloud.rows().size();
      cloud.running();
      cloud.deleteCluster(Specs.PARENT);

      assertThat(delete(cloud)).isEqualTo(StepOutcome.ABSENT);
      FailureFacts facts = AwsWire.failure(() -> await(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains("load balancers are left without their Service: arn:");
      cloud.deleteLoadBalancers();
      assertThat(AwsWire.failure(() -> await(cloud)).message())
          .contains("EBS volumes are left without their claims: vol-");
      assertThat(standing(cloud, mark))
          .extracting(thing -> thing.substring(0, thing.indexOf(' ')))
          .containsOnly("ec2:volume", "elasticloadbalancing:targetgroup");
    }
  }

  @Test
  void memberLeavesAndNothingOfTheJoinIsLeft() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      int mark = cloud.rows().size();
      cloud.activity(MembershipActivities.class).ensureJoined(cloud.join());
      cloud.advance(Duration.ofMinutes(1));
      cloud.in(WireCloud.member(), client -> client.namespaces().list());
      assertThat(standing(cloud, mark)).isNotEmpty();

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
      assertThat(standing(cloud, mark))
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
      delete(cloud);
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

  private static StepOutcome delete(WireCloud cloud) {
    return cloud.activity(KarmadaActivities.class).deleteKarmada(cloud.removal());
  }

  private static StepOutcome await(WireCloud cloud) {
    return cloud.activity(KarmadaActivities.class).awaitKarmadaGone(cloud.removed()).value();
  }

  private static StepOutcome leave(WireCloud cloud) {
    return cloud.activity(MembershipActivities.class).deleteMembership(cloud.leave());
  }

  private static StepOutcome awaitLeft(WireCloud cloud) {
    return cloud.activity(MembershipActivities.class).awaitLeft(cloud.left()).value();
  }

  private static boolean retain(KubernetesClient client, String volume) {
    client
        .persistentVolumes()
        .withName(volume)
        .edit(
            found ->
                found
                    .edit()
                    .editSpec()
                    .withPersistentVolumeReclaimPolicy("Retain")
                    .endSpec()
                    .build());
    return true;
  }

  /** Kind and id of what was made from a row of the ledger on and is not gone. */
  private static List<String> standing(WireCloud cloud, int mark) {
    List<LedgerRow> rows = cloud.rows();
    return Leftovers.in(rows.subList(mark, rows.size())).left().stream()
        .map(thing -> thing.kind() + " " + thing.id())
        .toList();
  }
}
