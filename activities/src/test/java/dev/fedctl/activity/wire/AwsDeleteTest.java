package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.Leftovers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What deletes do with what stands, goes, is busy, or is not ours; and what their awaits say. */
@ExtendWith(CaseNames.class)
class AwsDeleteTest {

  private static final Owner EARLIER =
      new Owner(
          Specs.OWNER.federation(),
          Specs.OWNER.account(),
          Specs.OWNER.region(),
          "fedcba9876543210");

  @ParameterizedTest
  @EnumSource
  void standingIsDeletedOnceAndAbsentFromThenOn(AwsDelete step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      assertThat(step.facts(cloud)).isNotEmpty();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.DELETED);
      int mark = cloud.mark();

      // At once, while it may still be going, and again when it is gone.
      assertThat(step.run(cloud)).isIn(StepOutcome.DELETED, StepOutcome.ABSENT);
      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.ABSENT);

      assertThat(cloud.mutationsFrom(mark)).isEmpty();
      assertThat(step.facts(cloud))
          .doesNotContain(
              AwsRequests.roleName(Purpose.NODE),
              AwsRequests.TEMPLATE,
              AwsRequests.NODES,
              AwsRequests.CLUSTER.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void absentIsAbsent(AwsDelete step) {
    try (AwsWire cloud = new AwsWire()) {
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.ABSENT);

      assertThat(cloud.mutationsFrom(0)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void foreignIsConflictAndUntouched(AwsDelete step) {
    try (AwsWire cloud = new AwsWire()) {
      step.prepare(cloud);
      var theirs = step.making().facts(cloud);
      int mark = cloud.mark();

      assertThat(AwsWire.failure(() -> step.run(cloud, AwsRequests.of("others"))).kind())
          .isEqualTo(FailureKind.CONFLICT);
      assertThat(AwsWire.failure(() -> step.run(cloud, new AwsRequests(EARLIER))).kind())
          .isEqualTo(FailureKind.CONFLICT);

      assertThat(cloud.mutationsFrom(mark)).isEmpty();
      assertThat(step.making().facts(cloud)).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NODE_GROUP", "CLUSTER"})
  void thingThatIsBeingMadeIsWaitedForAndThenDeleted(AwsDelete step) {
    try (AwsWire cloud = new AwsWire()) {
      step.making().prepare(cloud);
      step.making().run(cloud);
      int mark = cloud.mark();

      FailureFacts facts = AwsWire.failure(() -> step.run(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("is CREATING");
      assertThat(cloud.mutationsFrom(mark)).isEmpty();

      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.DELETED);
    }
  }

  @ParameterizedTest
  @CsvSource({"CLUSTER, CLUSTER_CLOSED_INSIDE", "NODE_GROUP, NODES_OF_OTHER_NUMBER"})
  void thingThatIsBeingChangedIsWaitedForAndThenDeleted(AwsDelete step, AwsDrift drift) {
    try (AwsWire cloud = new AwsWire()) {
      drift.prepare(cloud);
      step.making().run(cloud);

      FailureFacts facts = AwsWire.failure(() -> step.run(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("is UPDATING");

      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.DELETED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLUSTER, eks:CreateCluster, FAILED",
    "NODE_GROUP, eks:CreateNodegroup, CREATE_FAILED",
    "NODE_GROUP, eks:CreateNodegroup, DEGRADED",
  })
  void thingThatFailedIsDeleted(AwsDelete step, String creation, String state) {
    Fault end = new Fault.Outcome(state, Optional.empty(), Optional.empty());
    FaultRule rule = new FaultRule(creation, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end);
    try (AwsWire cloud = new AwsWire(rule)) {
      step.making().prepare(cloud);
      cloud.disturb();
      step.making().run(cloud);
      cloud.settle();

      assertThat(step.run(cloud)).isEqualTo(StepOutcome.DELETED);
      cloud.settle();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @Test
  void clusterWithNodeGroupsIsNotDeletedAndTheyAreNamed() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      int mark = cloud.mark();
      FailureFacts inhabited = AwsWire.failure(() -> AwsDelete.CLUSTER.run(cloud));
      assertThat(inhabited.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(inhabited.message()).contains("node groups left: " + AwsRequests.NODES);
      assertThat(cloud.mutationsFrom(mark)).isEmpty();

      AwsDelete.NODE_GROUP.run(cloud);
      assertThat(AwsWire.failure(() -> AwsDelete.CLUSTER.run(cloud)).kind())
          .isEqualTo(FailureKind.EVENTUAL);

      cloud.settle();
      assertThat(AwsDelete.CLUSTER.run(cloud)).isEqualTo(StepOutcome.DELETED);
    }
  }

  /** EKS keeps the role in an instance profile until the nodes are gone. */
  @Test
  void roleOfNodesIsDeletedAfterThemAndKeepsItsPoliciesUntilThen() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      AwsDelete.NODE_GROUP.run(cloud);
      int mark = cloud.mark();

      FailureFacts facts = AwsWire.failure(() -> AwsDelete.ROLE.run(cloud));
      assertThat(facts.kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(facts.message()).contains("is in instance profile \"eks-");
      assertThat(cloud.mutationsFrom(mark)).isEmpty();

      cloud.settle();
      assertThat(AwsDelete.ROLE.run(cloud)).isEqualTo(StepOutcome.DELETED);
    }
  }

  @Test
  void nodeGroupWhoseClusterIsGoneIsAbsent() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.CLUSTER.prepare(cloud);
      AwsDelete.CLUSTER.run(cloud);
      cloud.settle();

      assertThat(AwsDelete.NODE_GROUP.run(cloud)).isEqualTo(StepOutcome.ABSENT);
      assertThat(
              cloud
                  .activity(EksActivities.class)
                  .awaitNodeGroupGone(cloud.ours().nodeGroupWait())
                  .value())
          .isEqualTo(StepOutcome.ABSENT);
    }
  }

  /** What is awaited to be gone. */
  enum Gone {
    CLUSTER(AwsDelete.CLUSTER, "eks:DeleteCluster") {
      @Override
      StepOutcome look(AwsWire cloud, AwsRequests requests) {
        return cloud.activity(EksActivities.class).awaitClusterGone(requests.clusterWait()).value();
      }
    },
    NODES(AwsDelete.NODE_GROUP, "eks:DeleteNodegroup") {
      @Override
      StepOutcome look(AwsWire cloud, AwsRequests requests) {
        return cloud
            .activity(EksActivities.class)
            .awaitNodeGroupGone(requests.nodeGroupWait())
            .value();
      }
    };

    private final AwsDelete step;
    private final String deletion;

    Gone(AwsDelete step, String deletion) {
      this.step = step;
      this.deletion = deletion;
    }

    abstract StepOutcome look(AwsWire cloud, AwsRequests requests);

    FailureFacts failure(AwsWire cloud) {
      return AwsWire.failure(() -> look(cloud, cloud.ours()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goingIsNotReadyWithItsStateUntilItIsGone(Gone thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);
      thing.step.run(cloud);

      FailureFacts facts = thing.failure(cloud);
      assertThat(facts.kind()).isEqualTo(FailureKind.NOT_READY);
      assertThat(facts.message()).contains("is DELETING");

      cloud.settle();
      assertThat(thing.look(cloud, cloud.ours())).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thingThatStandsIsNotWaitedForToGo(Gone thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);

      FailureFacts facts = thing.failure(cloud);

      assertThat(facts.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(facts.message()).contains("is ACTIVE and is not being deleted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void foreignThingIsNotWaitedForToGo(Gone thing) {
    try (AwsWire cloud = new AwsWire()) {
      thing.step.prepare(cloud);

      assertThat(AwsWire.failure(() -> thing.look(cloud, AwsRequests.of("others"))).kind())
          .isEqualTo(FailureKind.CONFLICT);
    }
  }

  @Test
  void deletionThatFailsIsSaidWithItsHealthAndTriedAgain() {
    Fault end =
        new Fault.Outcome(
            "DELETE_FAILED", Optional.of("Ec2SecurityGroupDeletionFailure"), Optional.of("in use"));
    FaultRule rule =
        new FaultRule(Gone.NODES.deletion, Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, end);
    try (AwsWire cloud = new AwsWire(rule)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      cloud.disturb();
      AwsDelete.NODE_GROUP.run(cloud);
      cloud.settle();

      FailureFacts facts = Gone.NODES.failure(cloud);
      assertThat(facts.kind()).isEqualTo(FailureKind.UNEXPECTED_STATE);
      assertThat(facts.message())
          .contains("is DELETE_FAILED", "Ec2SecurityGroupDeletionFailure: in use");

      assertThat(AwsDelete.NODE_GROUP.run(cloud)).isEqualTo(StepOutcome.DELETED);
      cloud.settle();
      assertThat(Gone.NODES.look(cloud, cloud.ours())).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @Test
  void allThatWasMadeForOneClusterIsGoneInTheEnd() {
    try (AwsWire cloud = new AwsWire()) {
      int mark = cloud.mark();
      AwsDelete.NODE_GROUP.prepare(cloud);
      AwsEnsure.ACCESS.run(cloud);
      AwsEnsure.ADDON_WITH_ROLE.run(cloud);
      cloud.settle();

      AwsDelete.NODE_GROUP.run(cloud);
      cloud.settle();
      AwsDelete.CLUSTER.run(cloud);
      cloud.settle();
      AwsDelete.LAUNCH_TEMPLATE.run(cloud);
      for (Purpose purpose : Purpose.values()) {
        AwsDelete.role(cloud, cloud.ours(), purpose);
      }

      assertThat(Leftovers.in(cloud.rowsFrom(mark)).left()).isEmpty();
    }
  }
}
