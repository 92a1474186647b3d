package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.OwnerTags;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the removal of Karmada meets, and what it leaves: nothing. */
class KarmadaRemovalTest {

  private static final String FOREIGN = "00000000-0000-5000-8000-000000000000";

  @Test
  void karmadaGoesWithItsLoadBalancerAndItsVolumes() {
    try (WireCloud cloud = new WireCloud()) {
      int mark = cloud.rows().size();
      cloud.running();
      assertThat(cloud.standingFrom(mark)).anyMatch(thing -> thing.startsWith("ec2:volume"));

      assertThat(delete(cloud)).isEqualTo(StepOutcome.DELETED);
      FailureFacts facts = AwsWire.failure(() -> await(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message())
          .contains("Namespace \"karmada-system\" is being deleted")
          .contains("service.kubernetes.io/load-balancer-cleanup");

      cloud.advance(Duration.ofMinutes(1));
      assertThat(await(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(cloud.standingFrom(mark)).isEmpty();
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

  /** They stay behind, as AWS leaves them, and are found by their tags. */
  @Test
  void hostThatIsGoneTakesAllOfKarmadaAlongAndTheRestIsSwept() {
    try (WireCloud cloud = new WireCloud()) {
      int mark = cloud.rows().size();
      cloud.running();
      cloud.deleteCluster(Specs.PARENT);

      assertThat(delete(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(await(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(cloud.standingFrom(mark))
          .extracting(thing -> thing.substring(0, thing.indexOf(' ')))
          .containsOnly(
              "ec2:volume",
              "elasticloadbalancing:loadbalancer",
              "elasticloadbalancing:targetgroup");

      assertThat(AwsWire.failure(() -> sweep(cloud)).message())
          .contains("deleted what was left: load balancer a", "target group", "EBS volume vol-");
      assertThat(sweep(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(cloud.standingFrom(mark)).isEmpty();
    }
  }

  private static StepOutcome sweep(WireCloud cloud) {
    return cloud.activity(SweepActivities.class).awaitLeftoversGone(cloud.leftovers()).value();
  }

  private static StepOutcome delete(WireCloud cloud) {
    return cloud.activity(KarmadaActivities.class).deleteKarmada(cloud.removal());
  }

  private static StepOutcome await(WireCloud cloud) {
    return cloud.activity(KarmadaActivities.class).awaitKarmadaGone(cloud.removed()).value();
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
}
