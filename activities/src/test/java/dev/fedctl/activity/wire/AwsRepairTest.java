package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.RepairActivities;
import dev.fedctl.contract.activity.RepairActivities.Failed;
import dev.fedctl.contract.activity.RepairActivities.FailedWait;
import dev.fedctl.contract.activity.RepairActivities.Thing;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What failed at its making is taken away, and nothing else ever is. */
@ExtendWith(CaseNames.class)
class AwsRepairTest {

  /** What can fail, and the call that makes it. */
  enum Failing {
    CLUSTER(AwsEnsure.CLUSTER, "eks:CreateCluster", "FAILED", Thing.CONTROL_PLANE) {
      @Override
      Claim claim(AwsRequests requests) {
        return requests.clusterWait().claim();
      }

      @Override
      void look(AwsWire cloud) {
        cloud.activity(EksActivities.class).awaitCluster(cloud.ours().clusterWait());
      }
    },
    NODES(AwsEnsure.NODE_GROUP, "eks:CreateNodegroup", "CREATE_FAILED", Thing.NODE_GROUP) {
      @Override
      Claim claim(AwsRequests requests) {
        return requests.nodeGroupWait().claim();
      }

      @Override
      void look(AwsWire cloud) {
        cloud.activity(EksActivities.class).awaitNodeGroup(cloud.ours().nodeGroupWait());
      }
    },
    ADDON(AwsEnsure.ADDON, "eks:CreateAddon", "CREATE_FAILED", Thing.ADDON) {
      @Override
      Claim claim(AwsRequests requests) {
        return requests.addonWait(AwsRequests.CNI).claim();
      }

      @Override
      void look(AwsWire cloud) {
        cloud.activity(EksActivities.class).awaitAddon(cloud.ours().addonWait(AwsRequests.CNI));
      }
    };

    private final AwsEnsure making;
    private final String creation;
    private final String state;
    private final Thing thing;

    Failing(AwsEnsure making, String creation, String state, Thing thing) {
      this.making = making;
      this.creation = creation;
      this.state = state;
      this.thing = thing;
    }

    abstract Claim claim(AwsRequests requests);

    abstract void look(AwsWire cloud);

    Failed failed(AwsRequests requests) {
      String name =
          switch (thing) {
            case CONTROL_PLANE -> AwsRequests.CLUSTER.name();
            case NODE_GROUP -> AwsRequests.NODES;
            case ADDON -> AwsRequests.CNI;
          };
      return new Failed(claim(requests), AwsRequests.CLUSTER, thing, name);
    }

    AwsWire broken(String code) {
      Fault end = new Fault.Outcome(state, Optional.of(code), Optional.of("as the test has it"));
      AwsWire cloud =
          new AwsWire(new FaultRule(creation, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end));
      making.prepare(cloud);
      cloud.disturb();
      making.run(cloud);
      cloud.settle();
      return cloud;
    }
  }

  @ParameterizedTest
  @EnumSource
  void failedThingTellsItsCureAndTheIncarnationThatFailed(Failing what) {
    try (AwsWire cloud = what.broken("InternalFailure")) {
      FailureFacts facts = AwsWire.failure(() -> what.look(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(facts.code()).contains("InternalFailure");
      assertThat(facts.cure()).contains(new Cure(Cure.How.REMAKE, 1, 2));
      assertThat(facts.advice()).endsWith("then retry: it is made anew");
    }
  }

  @ParameterizedTest
  @CsvSource({"CLUSTER, ResourceLimitExceeded", "NODES, AmiIdNotFound", "ADDON, AccessDenied"})
  void causeThatNeedsAPersonIsCuredOnlyAtAPersonsWord(Failing what, String code) {
    try (AwsWire cloud = what.broken(code)) {
      assertThat(AwsWire.failure(() -> what.look(cloud)).cure())
          .contains(new Cure(Cure.How.REMAKE, 1, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failedThingIsTakenAwayOnceAndMadeAnew(Failing what) {
    try (AwsWire cloud = what.broken("InternalFailure")) {
      Failed failed = what.failed(cloud.ours());
      int mark = cloud.mark();

      assertThat(remove(cloud, failed)).isEqualTo(StepOutcome.DELETED);
      assertThat(remove(cloud, failed)).isEqualTo(StepOutcome.DELETED);
      assertThat(cloud.mutationsFrom(mark)).hasSize(1);
      FailureFacts going = AwsWire.failure(() -> gone(cloud, failed));
      assertThat(going.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(going.message()).contains("is DELETING");

      cloud.settle();
      assertThat(gone(cloud, failed)).isEqualTo(StepOutcome.ABSENT);
      assertThat(remove(cloud, failed)).isEqualTo(StepOutcome.ABSENT);
      what.making.run(cloud);
      cloud.settle();
      what.look(cloud);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBeingMadeOrServesIsLeftAlone(Failing what) {
    try (AwsWire cloud = new AwsWire()) {
      what.making.prepare(cloud);
      what.making.run(cloud);
      int mark = cloud.mark();
      Failed failed = what.failed(cloud.ours());

      assertThat(remove(cloud, failed)).isEqualTo(StepOutcome.UNCHANGED);
      cloud.settle();
      assertThat(remove(cloud, failed)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(gone(cloud, failed)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherIncarnationIsLeftAloneThoughItFailedToo(Failing what) {
    try (AwsWire cloud = what.broken("InternalFailure")) {
      Failed ours = what.failed(cloud.ours());
      Failed later =
          new Failed(ours.claim().inIncarnation(2), ours.cluster(), ours.thing(), ours.name());
      int mark = cloud.mark();

      assertThat(remove(cloud, later)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void foreignThingIsConflictAndUntouchedThoughItFailed(Failing what) {
    try (AwsWire cloud = what.broken("InternalFailure")) {
      Failed theirs = what.failed(AwsRequests.of("others"));
      int mark = cloud.mark();

      assertThat(AwsWire.failure(() -> remove(cloud, theirs)).kind())
          .isEqualTo(FailureKind.CONFLICT);
      assertThat(AwsWire.failure(() -> gone(cloud, theirs)).kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @Test
  void degradedNodeGroupHasNoCureForSomethingMayRunOnIt() {
    Fault end = new Fault.Outcome("DEGRADED", Optional.of("Unknown"), Optional.empty());
    FaultRule rule =
        new FaultRule(Failing.NODES.creation, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end);
    try (AwsWire cloud = new AwsWire(rule)) {
      AwsEnsure.NODE_GROUP.prepare(cloud);
      cloud.disturb();
      AwsEnsure.NODE_GROUP.run(cloud);
      cloud.settle();

      assertThat(AwsWire.failure(() -> Failing.NODES.look(cloud)).cure()).isEmpty();
      assertThat(remove(cloud, Failing.NODES.failed(cloud.ours())))
          .isEqualTo(StepOutcome.UNCHANGED);
    }
  }

  @Test
  void degradedAddonIsAppliedOnceMoreAndServesAfterwards() {
    Fault end =
        new Fault.Outcome("DEGRADED", Optional.of("ConfigurationConflict"), Optional.empty());
    FaultRule rule =
        new FaultRule(Failing.ADDON.creation, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end);
    try (AwsWire cloud = new AwsWire(rule)) {
      AwsEnsure.ADDON.prepare(cloud);
      cloud.disturb();
      AwsEnsure.ADDON.run(cloud);
      cloud.settle();
      FailureFacts facts = AwsWire.failure(() -> Failing.ADDON.look(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.cure()).contains(new Cure(Cure.How.REAPPLY, 1, 1));
      RepairActivities repair = cloud.activity(RepairActivities.class);

      assertThat(repair.reapplyAddon(cloud.ours().addon())).isEqualTo(StepOutcome.UPDATED);
      cloud.settle();

      Failing.ADDON.look(cloud);
      int mark = cloud.mark();
      assertThat(repair.reapplyAddon(cloud.ours().addon())).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  private static StepOutcome remove(AwsWire cloud, Failed failed) {
    return cloud.activity(RepairActivities.class).removeFailed(failed);
  }

  private static StepOutcome gone(AwsWire cloud, Failed failed) {
    Patience patience = Patience.of(Instant.now(), Duration.ofMinutes(3));
    return cloud
        .activity(RepairActivities.class)
        .awaitFailedGone(new FailedWait(failed, patience))
        .value();
  }
}
