package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is there, and not yet what it was made for, is not called ready; nor is what is alike. */
class NotYetTest {

  @Test
  void componentWhosePodsDoNotRunIsMissedByItsName() {
    Fault crash = new Fault.Outcome("CrashLoopBackOff", Optional.empty(), Optional.empty());
    FaultRule[] rules =
        Stream.of("k8s:patch statefulsets", "k8s:patch deployments")
            .map(
                call ->
                    new FaultRule(
                        call,
                        Optional.empty(),
                        0,
                        Component.values().length,
                        WireCloud.DISTURBED_FROM,
                        crash))
            .toArray(FaultRule[]::new);
    try (WireCloud cloud = new WireCloud(rules)) {
      KarmadaActivities activities = cloud.activity(KarmadaActivities.class);
      activities.ensureStorageClass(cloud.storageClass());
      activities.ensurePki(cloud.pki());
      assertThat(Component.values())
          .allSatisfy(
              component ->
                  assertThat(look(cloud, component).message())
                      .isEqualTo(component.workload() + " does not exist"));
      cloud.disturb();
      for (Component component : Component.values()) {
        activities.ensureComponent(cloud.component(component));
      }
      cloud.advance(Duration.ofMinutes(10));

      assertThat(Component.values())
          .allSatisfy(
              component -> {
                FailureFacts facts = look(cloud, component);
                assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
                assertThat(facts.message()).startsWith(component.workload() + " has 0 of ");
                assertThat(facts.advice()).contains("app=" + component.workload());
              });
    }
  }

  @Test
  void memberThatJoinedIsDoneOnlyWhenItIsReadyAndItsNeighbourDoesNotCount() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.withMember();
      MembershipActivities activities = cloud.activity(MembershipActivities.class);

      assertThat(activities.ensureJoined(cloud.join()).outcome()).isEqualTo(StepOutcome.CREATED);
      FailureFacts facts = AwsWire.failure(() -> activities.awaitMember(cloud.left()));
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains(WireCloud.member().name());

      cloud.advance(Duration.ofMinutes(1));
      assertThat(activities.awaitMember(cloud.left()).value()).isNotNull();
      assertThat(activities.ensureJoined(cloud.join()).outcome()).isEqualTo(StepOutcome.UNCHANGED);
    }
  }

  @Test
  void namespaceOfANearNameIsNotTakenForKarmadas() {
    try (WireCloud cloud = new WireCloud()) {
      for (String near : new String[] {"karmada-system-old", "my-karmada-system"}) {
        cloud.in(
            Specs.PARENT,
            client ->
                client
                    .resource(
                        new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(near)
                            .endMetadata()
                            .build())
                    .create());
      }

      assertThat(
              cloud.activity(LoadBalancerActivities.class).ensureLoadBalancer(cloud.loadBalancer()))
          .isEqualTo(StepOutcome.CREATED);

      Namespace karmada =
          cloud.in(
              Specs.PARENT, client -> client.namespaces().withName(KarmadaRef.NAMESPACE).get());
      assertThat(karmada).isNotNull();
    }
  }

  private static FailureFacts look(WireCloud cloud, Component component) {
    Patience patience = Patience.of(Instant.now(), Duration.ofMinutes(5));
    ComponentWait wait =
        new ComponentWait(
            Specs.claim("karmada/" + component.workload()), cloud.named(), component, patience);
    return AwsWire.failure(() -> cloud.activity(KarmadaActivities.class).awaitComponent(wait));
  }
}
