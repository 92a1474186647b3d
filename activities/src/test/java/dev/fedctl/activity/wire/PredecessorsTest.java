package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.InventoryActivities;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.InventoryQuery;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.activity.SweepActivities.LeftoversWait;
import dev.fedctl.contract.activity.SweepActivities.SweepWait;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.LeftBehind.Thing;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What somebody's cluster of the very name of ours has left is theirs, although its kinds have no
 * time of making; what has been made since is ours.
 */
class PredecessorsTest {

  /** EC2 allows 50 tags, and five of them are the owner tags. */
  private static final int ROOM = 45;

  /** Of security groups and target groups there are two each. */
  private static final int OTHERS = 4;

  @Test
  void launchTemplateNamesThemAllAtItsBirth() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left())) {
      AwsEnsure.LAUNCH_TEMPLATE.run(cloud);

      assertThat(named(cloud))
          .hasSize(OTHERS + 1)
          .containsExactlyElementsOf(EarlierCluster.seen(cloud));
    }
  }

  @Test
  void theirsSurviveTheEndOfOursAndOursDoNot() {
    LeftBehind leaving = new LeftBehind("*", Set.of(Thing.NETWORK_INTERFACE));
    try (AwsWire cloud = new AwsWire(EarlierCluster.left().leaving(leaving))) {
      List<String> theirs = EarlierCluster.seen(cloud);
      AwsDelete.NODE_GROUP.prepare(cloud);
      assertThat(found(cloud)).isNotEmpty().doesNotContainAnyElementsOf(theirs);

      goes(cloud, AwsDelete.NODE_GROUP);
      EarlierCluster.freeTargetGroup(cloud);
      goes(cloud, AwsDelete.CLUSTER);

      assertThat(EarlierCluster.seen(cloud)).as("what ours has left").hasSizeGreaterThan(5);
      assertThat(found(cloud)).hasSizeGreaterThan(1).doesNotContainAnyElementsOf(theirs);
      untilNothingIsLeft(cloud);
      assertThat(EarlierCluster.seen(cloud)).isEqualTo(theirs);
      goes(cloud, AwsDelete.LAUNCH_TEMPLATE);
      untilSwept(cloud);
      assertThat(EarlierCluster.seen(cloud)).isEqualTo(theirs);
    }
  }

  @Test
  void sweepByItselfTakesOursAndLeavesTheirs() {
    LeftBehind leaving = new LeftBehind("*", Set.of(Thing.NETWORK_INTERFACE));
    try (AwsWire cloud = new AwsWire(EarlierCluster.left().leaving(leaving))) {
      List<String> theirs = EarlierCluster.seen(cloud);
      AwsDelete.NODE_GROUP.prepare(cloud);
      goes(cloud, AwsDelete.NODE_GROUP);
      goes(cloud, AwsDelete.CLUSTER);
      assertThat(EarlierCluster.seen(cloud)).hasSizeGreaterThan(theirs.size());

      untilSwept(cloud);

      assertThat(EarlierCluster.seen(cloud)).isEqualTo(theirs);
      assertThat(AwsDelete.LAUNCH_TEMPLATE.facts(cloud)).isEmpty();
    }
  }

  /** A federation may end before anything was made for its clusters. */
  @Test
  void nameAloneProvesNothingWithoutALaunchTemplate() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left())) {
      EarlierCluster.freeTargetGroup(cloud);
      int mark = cloud.mark();

      untilNothingIsLeft(cloud);
      untilSwept(cloud);

      assertThat(found(cloud)).isEmpty();
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  /** Whatever becomes of the request, and whatever is made before the next attempt. */
  static Stream<Fault> disturbances() {
    return Stream.of(
        new Fault.LostRequest(),
        new Fault.LostReply(),
        new Fault.LateEffect(Duration.ofSeconds(40)),
        new Fault.EventualVisibility(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @MethodSource("disturbances")
  void disturbedBirthNamesTheSame(Fault fault) {
    FaultRule rule =
        new FaultRule(
            "ec2:CreateLaunchTemplate", Optional.empty(), 0, 1, AwsWire.DISTURBED_FROM, fault);
    try (AwsWire cloud = new AwsWire(EarlierCluster.left(), rule)) {
      List<String> theirs = EarlierCluster.seen(cloud);
      cloud.disturb();

      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          AwsEnsure.LAUNCH_TEMPLATE.run(cloud);
        } catch (TemporalFailure e) {
          assertThat(Failures.facts(e).kind()).isIn(FailureKind.UNAVAILABLE, FailureKind.EVENTUAL);
        }
      }
      cloud.advance(Duration.ofSeconds(40));

      assertThat(AwsEnsure.LAUNCH_TEMPLATE.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(AwsDelete.LAUNCH_TEMPLATE.facts(cloud)).containsExactly(AwsRequests.TEMPLATE);
      assertThat(named(cloud)).isEqualTo(theirs);
    }
  }

  @Test
  void launchTemplateThatStandsKeepsWhatItWasBornWith() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left())) {
      AwsEnsure.LAUNCH_TEMPLATE.run(cloud);
      List<String> theirs = named(cloud);
      AwsEnsure.clusterStands(cloud);
      EarlierCluster.freeTargetGroup(cloud);
      new AwsStranger(cloud)
          .ec2()
          .deleteNetworkInterface(r -> r.networkInterfaceId("eni-%017x".formatted(0xe000)));
      assertThat(EarlierCluster.seen(cloud)).isNotEqualTo(theirs);
      int mark = cloud.mark();

      assertThat(AwsEnsure.LAUNCH_TEMPLATE.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);

      assertThat(cloud.mutationsFrom(mark)).isEmpty();
      assertThat(named(cloud)).isEqualTo(theirs);
    }
  }

  /** Somebody has deleted the launch template by hand: what stands now may be of our cluster. */
  @Test
  void launchTemplateThatIsYoungerThanOurClusterNamesNothing() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left())) {
      AwsEnsure.LAUNCH_TEMPLATE.run(cloud);
      AwsEnsure.clusterStands(cloud);
      new AwsStranger(cloud)
          .ec2()
          .deleteLaunchTemplate(r -> r.launchTemplateName(AwsRequests.TEMPLATE));

      assertThat(AwsEnsure.LAUNCH_TEMPLATE.run(cloud)).isEqualTo(StepOutcome.CREATED);

      assertThat(named(cloud)).isEmpty();
    }
  }

  /** What is read before a cluster of ours has come to stand is as little to be trusted. */
  @Test
  void clusterIsLookedForAfterAllThatCarriesItsName() {
    List<String> calls =
        AwsCase.absent(AwsEnsure.LAUNCH_TEMPLATE).peace().sites().stream()
            .map(AwsCase.Site::call)
            .toList();

    assertThat(calls)
        .endsWith("eks:DescribeCluster", "ec2:CreateLaunchTemplate")
        .contains(
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeNetworkInterfaces",
            "elasticloadbalancing:DescribeTargetGroups");
  }

  @Test
  void nextLifeNamesThemAnewAndWhatTheLastOneHasLeftWithThem() {
    LeftBehind leaving = new LeftBehind("*", Set.of(Thing.NETWORK_INTERFACE));
    try (AwsWire cloud = new AwsWire(EarlierCluster.left().leaving(leaving))) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      List<AwsDelete> all =
          List.of(AwsDelete.NODE_GROUP, AwsDelete.CLUSTER, AwsDelete.LAUNCH_TEMPLATE);
      all.forEach(step -> goes(cloud, step));
      Owner next =
          new Owner(
              Specs.OWNER.federation(),
              Specs.OWNER.account(),
              Specs.OWNER.region(),
              "fedcba9876543210");

      AwsEnsure.LAUNCH_TEMPLATE.run(cloud, new AwsRequests(next));

      assertThat(named(cloud)).hasSizeGreaterThan(OTHERS + 1).isEqualTo(EarlierCluster.seen(cloud));
    }
  }

  @Test
  void asManyAsTagsHaveRoomForAreNamed() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left(ROOM - OTHERS))) {
      assertThat(AwsEnsure.LAUNCH_TEMPLATE.run(cloud)).isEqualTo(StepOutcome.CREATED);

      assertThat(named(cloud)).hasSize(ROOM).isEqualTo(EarlierCluster.seen(cloud));
    }
  }

  @Test
  void moreAreAConflictThatSaysWhatToDo() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.left(ROOM - OTHERS + 1))) {
      FailureFacts facts = AwsWire.failure(() -> AwsEnsure.LAUNCH_TEMPLATE.run(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(facts.message())
          .contains(
              "46 things of an earlier cluster \"" + AwsRequests.CLUSTER.name() + "\"",
              "can name 45",
              "target group " + EarlierCluster.LONE_GROUP,
              "and 42 more");
      assertThat(facts.advice()).contains("remove those that may go", "another name");
      assertThat(cloud.mutationsFrom(0)).isEmpty();
    }
  }

  /** It may have more made for it than has been read. */
  @Test
  void nothingIsBornWhileAClusterOfOthersHasTheName() {
    try (AwsWire cloud = new AwsWire(EarlierCluster.standing())) {
      FailureFacts facts = AwsWire.failure(() -> AwsEnsure.LAUNCH_TEMPLATE.run(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.CONFLICT);
      assertThat(facts.message())
          .contains(AwsRequests.CLUSTER.name(), "stands already and was not made by fedctl");
      assertThat(cloud.mutationsFrom(0)).isEmpty();
    }
  }

  private static void goes(AwsWire cloud, AwsDelete step) {
    step.run(cloud);
    cloud.settle();
  }

  /** The ids that the launch template names. */
  private static List<String> named(AwsWire cloud) {
    Map<String, String> tags =
        new AwsStranger(cloud)
            .template(AwsRequests.TEMPLATE).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    return new TreeMap<>(tags)
        .entrySet().stream()
            .filter(tag -> tag.getKey().startsWith("fedctl.dev/predecessor/"))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
  }

  /** The ids of all that passes for ours, of the kinds that have no time of making. */
  private static List<String> found(AwsWire cloud) {
    return cloud
        .activity(InventoryActivities.class)
        .takeInventory(
            new InventoryQuery(
                Specs.OWNER.federation(),
                Specs.OWNER.account(),
                Specs.OWNER.region(),
                List.of(AwsStranger.REGION),
                List.of(AwsRequests.CLUSTER.name()),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z"))))
        .findings()
        .stream()
        .filter(
            one ->
                Set.of(Kind.SECURITY_GROUP, Kind.NETWORK_INTERFACE, Kind.TARGET_GROUP)
                    .contains(one.kind()))
        .map(Finding::id)
        .toList();
  }

  private static void untilNothingIsLeft(AwsWire cloud) {
    LeftoversWait wait =
        new LeftoversWait(cloud.ours().clusterWait().claim(), AwsRequests.CLUSTER, patience());
    until(() -> cloud.activity(SweepActivities.class).awaitLeftoversGone(wait));
  }

  private static void untilSwept(AwsWire cloud) {
    SweepWait wait =
        new SweepWait(
            Specs.OWNER.claim("federation/sweep"),
            List.of(AwsStranger.REGION),
            List.of(AwsRequests.CLUSTER.name()),
            Instant.parse("2026-01-01T00:00:00Z"),
            true,
            patience());
    until(() -> cloud.activity(SweepActivities.class).awaitSwept(wait));
  }

  /** Each look deletes what nothing holds any more; a few are enough. */
  private static void until(Runnable look) {
    for (int looks = 0; looks < 5; looks++) {
      try {
        look.run();
        return;
      } catch (TemporalFailure e) {
        assertThat(Failures.facts(e).kind()).isEqualTo(FailureKind.NOT_READY);
      }
    }
    throw new AssertionError("something is always left");
  }

  /** Endless as far as a test goes. */
  private static Patience patience() {
    return new Patience(Instant.now(), Duration.ofMinutes(10), Duration.ofDays(365));
  }
}
