package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.Cure.How;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What failed and has a cure is mended, within its budget; then an operator is asked. */
@Timeout(120)
class RepairTest {

  private static final String NODES = "fed-member-1/node-group";
  private static final String LOOK = "AwaitNodeGroup fed-member-1";
  private static final String REMOVE = "RemoveFailed fed-member-1 nodes";

  @Test
  void failedThingIsMadeAnewInTheNextIncarnationAndEverybodySeesWhy() {
    RecordingCloud cloud =
        new RecordingCloud().failing(LOOK, failed(1, 2, "IamThrottling"), failed(2, 2, "Unknown"));
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus status = rig.settled();

      assertThat(status.outcome()).contains(Outcome.COMPLETE);
      assertThat(cloud.incarnations(NODES)).containsExactly(1, 2, 3);
      assertThat(status.repairs())
          .extracting(Repair::step, Repair::how, one -> one.code().orElse(""), Repair::byOperator)
          .containsExactly(
              tuple(NODES, How.REMAKE, "IamThrottling", false),
              tuple(NODES, How.REMAKE, "Unknown", false));
      assertThat(step(rig).repairs()).isEqualTo(status.repairs());
    }
  }

  @Test
  void undisturbedFederationRepairsNothing() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      assertThat(rig.settled().repairs()).isEmpty();
      assertThat(cloud.asked()).noneMatch(call -> call.startsWith("RemoveFailed"));
    }
  }

  @Test
  void afterItsBudgetItParksWithTheLastCauseAndTheOthersGoOn() {
    RecordingCloud cloud =
        new RecordingCloud()
            .failing(
                LOOK, failed(1, 2, "IamThrottling"), failed(2, 2, "Unknown"), failed(3, 2, "last"));
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      FederationStatus status = rig.settled();

      assertThat(status.outcome()).contains(Outcome.PARTIAL);
      assertThat(status.parked()).extracting(ParkedStep::step).containsExactly(NODES);
      assertThat(status.parked().getFirst().facts().code()).contains("last");
      assertThat(status.repairs()).hasSize(2);
      assertThat(status.members().getLast().joinedAt()).isPresent();
      assertThat(Collections.frequency(cloud.asked(), REMOVE)).isEqualTo(2);
    }
  }

  @Test
  void thingWhoseCauseNeedsAPersonIsMadeAnewAtAPersonsWord() {
    RecordingCloud cloud =
        new RecordingCloud()
            .failing(LOOK, failed(1, 0, "InstanceLimitExceeded"), failed(2, 2, "IamThrottling"));
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus parked = rig.settled();
      assertThat(parked.parked()).extracting(ParkedStep::step).containsExactly(NODES);
      assertThat(cloud.asked()).doesNotContain(REMOVE);

      FederationStatus after = rig.afterwards(() -> rig.federation.retry(Rig.about(NODES)));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(cloud.incarnations(NODES)).containsExactly(1, 2, 3);
      assertThat(after.repairs()).extracting(Repair::byOperator).containsExactly(true, false);
    }
  }

  @Test
  void incarnationFollowsThatOfWhatFailed() {
    RecordingCloud cloud = new RecordingCloud().failing(LOOK, failed(7, 2, "Unknown"));
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settledAs(Outcome.COMPLETE);

      assertThat(cloud.incarnations(NODES)).containsExactly(1, 8);
    }
  }

  @Test
  void repairThatParksIsTakenUpWhereItWas() {
    RecordingCloud cloud =
        new RecordingCloud().failing(LOOK, failed(1, 2, "IamThrottling")).failing(REMOVE, 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus parked = rig.settled();
      assertThat(parked.parked())
          .extracting(one -> one.facts().message())
          .containsExactly(REMOVE + " failed");

      FederationStatus after = rig.afterwards(() -> rig.federation.retry(Rig.about("all")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(cloud.incarnations(NODES)).containsExactly(1, 2);
      assertThat(after.repairs()).hasSize(1);
    }
  }

  @Test
  void workerThatHasNeverSeenItGoesOnInTheMiddleOfARepair() {
    RecordingCloud cloud =
        new RecordingCloud()
            .failing(LOOK, failed(1, 2, "IamThrottling"))
            .waiting("AwaitFailedGone fed-member-1 nodes", 3);
    try (Rig rig = Rig.forgetful(Documents.withMembers(2), cloud)) {
      FederationStatus status = rig.settledAs(Outcome.COMPLETE);

      assertThat(status.repairs()).hasSize(1);
      assertThat(cloud.incarnations(NODES)).containsExactly(1, 2);
      assertThat(Collections.frequency(cloud.asked(), REMOVE)).isEqualTo(1);
    }
  }

  @Test
  void nodesAreMadeAnewOnlyWhenTheAddonsAreThereWithoutWhichTheyCannotJoin() {
    RecordingCloud cloud =
        new RecordingCloud()
            .failing(LOOK, failed(1, 1, "NodeCreationFailure"))
            .failing("AwaitAddon fed-member-1 vpc-cni", failed(1, 0, "AccessDenied"));
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus parked = rig.settled();
      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactly("fed-member-1/addon-vpc-cni");
      assertThat(cloud.asked()).doesNotContain(REMOVE);

      FederationStatus after = rig.afterwards(() -> rig.federation.retry(Rig.about("all")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(cloud.asked()).contains(REMOVE);
    }
  }

  @Test
  void controlPlaneIsMadeAnew() {
    RecordingCloud cloud =
        new RecordingCloud().failing("AwaitCluster fed-member-1", failed(1, 2, "InternalFailure"));
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settledAs(Outcome.COMPLETE);

      assertThat(cloud.incarnations("fed-member-1/control-plane")).containsExactly(1, 2);
      assertThat(cloud.asked()).contains("RemoveFailed fed-member-1 fed-member-1");
    }
  }

  @Test
  void ailingAddonsAreMadeAnewOrAppliedOnceMore() {
    FailureFacts degraded =
        FailureFacts.of(FailureKind.NOT_READY, "it is DEGRADED", "look")
            .curedBy(Optional.of(new Cure(How.REAPPLY, 1, 1)));
    RecordingCloud cloud =
        new RecordingCloud()
            .failing("AwaitAddon fed-member-1 kube-proxy", failed(1, 2, "InternalFailure"))
            .failing("AwaitAddon fed-member-1 coredns", degraded)
            .failing("AwaitAddon fed-parent aws-ebs-csi-driver", degraded);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus status = rig.settledAs(Outcome.COMPLETE);

      assertThat(cloud.asked())
          .contains(
              "RemoveFailed fed-member-1 kube-proxy",
              "ReapplyAddon fed-member-1 coredns",
              "ReapplyAddon fed-parent aws-ebs-csi-driver");
      assertThat(cloud.incarnations("fed-member-1/addon-coredns")).containsExactly(1, 1);
      assertThat(status.repairs()).hasSize(3);
    }
  }

  @Test
  void degradedAddonThatStaysSoParks() {
    FailureFacts degraded =
        FailureFacts.of(FailureKind.NOT_READY, "it is DEGRADED", "look")
            .curedBy(Optional.of(new Cure(How.REAPPLY, 1, 1)));
    RecordingCloud cloud =
        new RecordingCloud().failing("AwaitAddon fed-member-1 coredns", degraded, degraded);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      assertThat(rig.settledWith(FailureKind.NOT_READY).parked())
          .extracting(ParkedStep::step)
          .containsExactly("fed-member-1/addon-coredns");
      assertThat(Collections.frequency(cloud.asked(), "ReapplyAddon fed-member-1 coredns"))
          .isEqualTo(1);
    }
  }

  private static StepProgress step(Rig rig) {
    List<StepProgress> steps =
        rig.progress().stream().filter(step -> step.id().equals(NODES)).toList();
    assertThat(steps).hasSize(1);
    return steps.getFirst();
  }

  private static FailureFacts failed(int incarnation, int times, String code) {
    return new FailureFacts(
        FailureKind.UNEXPECTED_STATE,
        "it is CREATE_FAILED (" + code + ")",
        Optional.of(code),
        Optional.empty(),
        "mend the cause",
        Optional.empty(),
        Optional.of(new Cure(How.REMAKE, incarnation, times)));
  }
}
