package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.PkiObserved;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What single steps meet in Kubernetes beside the matrix of all of them. */
class KubernetesStepsTest {

  @Test
  void memberWhoseNameAnotherClusterHasIsConflict() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      cluster(cloud, "guidance-member-1", "00000000-0000-4000-8000-000000000000");

      FailureFacts facts = failure(() -> join(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(facts.message())
          .isEqualTo("another cluster is joined to Karmada as \"guidance-member-1\"");
    }
  }

  @Test
  void memberThatIsJoinedUnderAnotherNameIsConflict() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      String id =
          cloud.in(
              WireCloud.member(),
              client -> client.namespaces().withName("kube-system").get().getMetadata().getUid());
      cluster(cloud, "guidance-member-10", id);

      FailureFacts facts = failure(() -> join(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(facts.message())
          .isEqualTo(
              "cluster \"guidance-member-1\" is joined to Karmada already, as"
                  + " \"guidance-member-10\"");
    }
  }

  @Test
  void memberNamespaceThatTerminatesIsWaitedForAndSaidSo() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      join(cloud);
      cloud.in(WireCloud.member(), client -> hold(client, "karmada-cluster"));

      FailureFacts facts = failure(() -> join(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("Namespace \"karmada-cluster\" is being deleted");

      cloud.in(WireCloud.member(), client -> free(client, "karmada-cluster"));
      assertThat(join(cloud)).isEqualTo(StepOutcome.CREATED);
    }
  }

  @Test
  void hostNamespaceThatTerminatesIsWaitedForAndSaidSo() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.activity(KarmadaActivities.class).ensurePki(cloud.pki());
      cloud.in(Specs.PARENT, client -> hold(client, "karmada-system"));

      FailureFacts facts =
          failure(
              () ->
                  cloud
                      .activity(KarmadaActivities.class)
                      .ensureComponent(cloud.component(Component.SCHEDULER)));

      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message())
          .contains("unable to create new content in namespace karmada-system")
          .contains("it is being terminated");
      assertThat(facts.code()).contains("403");
    }
  }

  @Test
  void certificatesOfTheFirstWriterAreReadByTheSecond() {
    // What the second has looked for is not there yet, and is there when it writes.
    Fault notYet = new Fault.Fail(new Refusal("NotFound", 404, "secrets not found"));
    try (WireCloud cloud = new WireCloud(rule("k8s:get secrets", notYet))) {
      PkiObserved first = cloud.activity(KarmadaActivities.class).ensurePki(cloud.pki());
      cloud.disturb();

      PkiObserved second = cloud.activity(KarmadaActivities.class).ensurePki(cloud.pki());

      assertThat(second.caFingerprint()).isEqualTo(first.caFingerprint());
      assertThat(second.outcome()).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(made(cloud)).isEqualTo(1);
    }
  }

  static Stream<Arguments> disturbedCreates() {
    return Stream.of(
        Arguments.of(new Fault.Throttle(), FailureKind.THROTTLED),
        Arguments.of(new Fault.LostReply(), FailureKind.UNAVAILABLE),
        Arguments.of(new Fault.LostRequest(), FailureKind.UNAVAILABLE),
        Arguments.of(new Fault.LateEffect(Duration.ofSeconds(5)), FailureKind.UNAVAILABLE),
        Arguments.of(
            new Fault.Fail(new Refusal("InternalError", 500, "etcdserver: no leader")),
            FailureKind.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("disturbedCreates")
  void certificatesAreMadeOnceWhateverHappensToTheirCreation(Fault fault, FailureKind kind) {
    try (WireCloud cloud = new WireCloud(rule("k8s:create secrets", fault))) {
      KarmadaActivities activities = cloud.activity(KarmadaActivities.class);
      KarmadaActivities.PkiRequest request = cloud.pki();
      cloud.disturb();

      assertThat(failure(() -> activities.ensurePki(request)).kind()).isEqualTo(kind);
      PkiObserved second = activities.ensurePki(request);
      cloud.advance(Duration.ofMinutes(1));
      PkiObserved third = activities.ensurePki(request);

      assertThat(third.caFingerprint()).isEqualTo(second.caFingerprint());
      assertThat(third.outcome()).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(made(cloud)).isEqualTo(1);
    }
  }

  private static FaultRule rule(String call, Fault fault) {
    return new FaultRule(
        call, Optional.of("*/karmada-cert"), 0, 1, WireCloud.DISTURBED_FROM, fault);
  }

  private static long made(WireCloud cloud) {
    return cloud.effectsFrom(0).stream()
        .filter(effect -> effect.change().equals("created"))
        .filter(effect -> effect.id().endsWith("/karmada-cert"))
        .count();
  }

  private static StepOutcome join(WireCloud cloud) {
    return cloud.activity(MembershipActivities.class).ensureJoined(cloud.join()).outcome();
  }

  private static void cluster(WireCloud cloud, String name, String id) {
    GenericKubernetesResource cluster =
        Serialization.unmarshal(
            """
            apiVersion: cluster.karmada.io/v1alpha1
            kind: Cluster
            metadata: {name: %s}
            spec: {syncMode: Push, id: %s}
            """
                .formatted(name, id),
            GenericKubernetesResource.class);
    cloud.inKarmada(client -> client.resource(cluster).create());
  }

  /** A namespace that is being deleted and cannot end. */
  private static boolean hold(KubernetesClient client, String namespace) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("held")
                .withNamespace(namespace)
                .withFinalizers("tests.fedctl.dev/hold")
                .endMetadata()
                .build())
        .create();
    client.namespaces().withName(namespace).delete();
    return true;
  }

  private static boolean free(KubernetesClient client, String namespace) {
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("held")
        .edit(map -> map.edit().editMetadata().withFinalizers().endMetadata().build());
    return true;
  }

  private static FailureFacts failure(ThrowingCallable step) {
    FailureFacts[] facts = new FailureFacts[1];
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            TemporalFailure.class, failure -> facts[0] = Failures.facts(failure));
    return Objects.requireNonNull(facts[0]);
  }
}
