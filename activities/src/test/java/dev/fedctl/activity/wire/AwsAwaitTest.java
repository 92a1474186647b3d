package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one look at a thing that is awaited says. */
@ExtendWith(CaseNames.class)
class AwsAwaitTest {

  /** What is awaited, and the call that makes it. */
  enum Awaited {
    CLUSTER(AwsEnsure.CLUSTER, "eks:CreateCluster") {
      @Override
      Object look(AwsWire cloud, AwsRequests requests) {
        return cloud.activity(EksActivities.class).awaitCluster(requests.clusterWait());
      }
    },
    NODES(AwsEnsure.NODE_GROUP, "eks:CreateNodegroup") {
      @Override
      Object look(AwsWire cloud, AwsRequests requests) {
        return cloud.activity(EksActivities.class).awaitNodeGroup(requests.nodeGroupWait());
      }
    },
    ADDON(AwsEnsure.ADDON, "eks:CreateAddon") {
      @Override
      Object look(AwsWire cloud, AwsRequests requests) {
        return cloud.activity(EksActivities.class).awaitAddon(requests.addonWait(AwsRequests.CNI));
      }
    };

    private final AwsEnsure step;
    private final String creation;

    Awaited(AwsEnsure step, String creation) {
      this.step = step;
      this.creation = creation;
    }

    abstract Object look(AwsWire cloud, AwsRequests requests);

    FailureFacts failure(AwsWire cloud) {
      return AwsWire.failure(() -> look(cloud, cloud.ours()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thingThatIsBeingMadeIsNotReadyWithItsState(Awaited thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);
      thing.step.run(cloud);

      FailureFacts facts = thing.failure(cloud);
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains("is CREATING");

      cloud.settle();
      assertThat(thing.look(cloud, cloud.ours())).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"CLUSTER, CLUSTER_CLOSED_INSIDE", "NODES, NODES_OF_OTHER_NUMBER"})
  void thingThatIsBeingChangedIsNotReadyWithItsState(Awaited thing, AwsDrift drift) {
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      thing.step.run(cloud);

      FailureFacts facts = thing.failure(cloud);

      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains("is UPDATING");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thingThatDoesNotShowIsEventual(Awaited thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);

      FailureFacts facts = thing.failure(cloud);

      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("does not show");
    }
  }

  @ParameterizedTest
  @EnumSource
  void foreignThingIsConflict(Awaited thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);
      thing.step.run(cloud);
      cloud.settle();

      FailureFacts facts = AwsWire.failure(() -> thing.look(cloud, AwsRequests.of("others")));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLUSTER, FAILED, , UNEXPECTED_STATE",
    "CLUSTER, FAILED, ResourceLimitExceeded, QUOTA",
    "CLUSTER, FAILED, AccessDenied, DENIED",
    "NODES, CREATE_FAILED, NodeCreationFailure, UNEXPECTED_STATE",
    "NODES, CREATE_FAILED, InstanceLimitExceeded, QUOTA",
    "NODES, CREATE_FAILED, AccessDenied, DENIED",
    "NODES, DEGRADED, AsgInstanceLaunchFailures, UNEXPECTED_STATE",
    "ADDON, CREATE_FAILED, ConfigurationConflict, UNEXPECTED_STATE",
    "ADDON, CREATE_FAILED, AccessDenied, DENIED",
    // Its pods may still be on their way to nodes that have just come.
    "ADDON, DEGRADED, InsufficientNumberOfReplicas, NOT_READY",
  })
  void badEndIsSaidWithItsHealth(Awaited thing, String state, String code, FailureKind kind) {
    Fault end =
        new Fault.Outcome(state, Optional.ofNullable(code), Optional.of("as the test has it"));
    FaultRule rule =
        new FaultRule(thing.creation, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end);
    try (AwsWire cloud = new AwsWire(rule)) {
      thing.step.prepare(cloud);
      cloud.disturb();
      thing.step.run(cloud);
      cloud.settle();

      FailureFacts facts = thing.failure(cloud);

      assertThat(facts.kind()).isEqualTo(kind);
      assertThat(facts.message()).contains("is " + state);
      if (code != null) {
        assertThat(facts.message()).contains(code + ": as the test has it");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void thingThatSomebodyDeletesIsGivenUp(Awaited thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);
      thing.step.run(cloud);
      cloud.settle();
      AwsDrifts.delete(cloud, thing.step);

      FailureFacts facts = thing.failure(cloud);
      assertThat(facts.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(facts.message()).contains("is DELETING");

      cloud.settle();
      assertThat(thing.failure(cloud).kind()).isEqualTo(FailureKind.EVENTUAL);
    }
  }

  @Test
  void accessIsThereWhenTheClusterSaysSo() {
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.ACCESS.prepare(cloud);
      EksActivities activities = cloud.activity(EksActivities.class);
      Runnable look = () -> activities.awaitAccess(cloud.ours().clusterWait());
      assertThat(AwsWire.failure(look).kind()).isEqualTo(FailureKind.NOT_READY);

      AwsEnsure.ACCESS.run(cloud);
      assertThat(AwsWire.failure(look).kind()).isEqualTo(FailureKind.NOT_READY);

      cloud.advance(Duration.ofMinutes(1));
      look.run();
    }
  }
}
