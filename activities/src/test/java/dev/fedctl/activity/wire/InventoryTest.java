package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.ClearanceActivities;
import dev.fedctl.contract.activity.ClearanceActivities.ClearanceWait;
import dev.fedctl.contract.activity.InventoryActivities;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.activity.InventoryActivities.InventoryQuery;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.activity.SweepActivities.InterfacesRemoval;
import dev.fedctl.contract.activity.SweepActivities.SweepWait;
import dev.fedctl.contract.activity.SweepActivities.Swept;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.world.LeftBehind;
import dev.fedctl.sandbox.world.LeftBehind.Thing;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found by tags alone, and what becomes of it. */
class InventoryTest {

  private static final World LEAVING =
      AwsWire.WORLD.leaving(new LeftBehind("*", Set.of(Thing.NETWORK_INTERFACE, Thing.LOG_GROUP)));

  @Test
  void everythingOfAFederationIsFoundAndNothingIsChanged() {
    try (AwsWire cloud = new AwsWire(LEAVING)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      int mark = cloud.mark();

      Inventory found = inventory(cloud, Specs.OWNER, List.of());

      assertThat(found.findings())
          .extracting(Finding::kind)
          .contains(
              Kind.CLUSTER,
              Kind.LAUNCH_TEMPLATE,
              Kind.SECURITY_GROUP,
              Kind.NETWORK_INTERFACE,
              Kind.LOG_GROUP,
              Kind.ROLE);
      assertThat(found.findings())
          .allSatisfy(
              one -> {
                assertThat(one.proof()).isNotBlank();
                assertThat(one.heldBy()).as(one.text()).isPresent();
              });
      assertThat(found.generations()).containsExactly(Specs.OWNER.generation());
      assertThat(found.unseen()).isEmpty();
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @Test
  void federationOfNearlyTheSameNameHasNothingOfThis() {
    try (AwsWire cloud = new AwsWire(LEAVING)) {
      AwsDelete.NODE_GROUP.prepare(cloud);

      for (String near : List.of("guidanc", "guidance-b", "Guidance")) {
        Owner other = new Owner(near, Specs.OWNER.account(), Specs.OWNER.region(), "0123456789ab");
        assertThat(inventory(cloud, other, List.of(other.region())).findings()).isEmpty();
        assertThat(sweep(cloud, other).clusters()).isEmpty();
      }
    }
  }

  @Test
  void allPagesAreRead() {
    String volumes =
        IntStream.range(0, 1_100)
            .mapToObj(
                i ->
                    "      - {id: vol-%08x, zone: eu-north-1a, tags: {fedctl.dev/federation-id: %s}}"
                        .formatted(i + 1, Specs.OWNER.federationId()))
            .collect(Collectors.joining("\n"));
    World world =
        WorldFile.read(
            "world",
            "regions:\n  - name: %s\n    volumes:\n%s\n".formatted(Specs.OWNER.region(), volumes));
    try (AwsWire cloud = new AwsWire(world)) {
      assertThat(inventory(cloud, Specs.OWNER, List.of(Specs.OWNER.region())).of(Kind.VOLUME))
          .hasSize(1_100);
    }
  }

  @Test
  void tracesAreFoundWithAFewReads() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      int mark = cloud.mark();

      Inventory traces =
          cloud
              .activity(InventoryActivities.class)
              .findTraces(query(Specs.OWNER, List.of(Specs.OWNER.region())));

      assertThat(traces.generations()).containsExactly(Specs.OWNER.generation());
      assertThat(cloud.rowsFrom(mark).size()).isLessThanOrEqualTo(2 + traces.of(Kind.ROLE).size());
    }
  }

  /** EKS keeps the security group of a cluster in which something else is. */
  @Test
  void availableNetworkInterfacesAreDeletedBeforeTheCluster() {
    try (AwsWire cloud = new AwsWire(LEAVING)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      AwsDelete.NODE_GROUP.run(cloud);
      cloud.settle();

      assertThat(AwsWire.failure(() -> interfaces(cloud, AwsRequests.of("others"))).kind())
          .isEqualTo(FailureKind.CONFLICT);
      assertThat(interfaces(cloud, cloud.ours())).isEqualTo(StepOutcome.DELETED);
      assertThat(interfaces(cloud, cloud.ours())).isEqualTo(StepOutcome.ABSENT);

      AwsDelete.CLUSTER.run(cloud);
      cloud.settle();
      assertThat(interfaces(cloud, cloud.ours())).isEqualTo(StepOutcome.ABSENT);
      assertThat(
              cloud
                  .clients()
                  .ec2(AwsStranger.REGION)
                  .describeSecurityGroups()
                  .securityGroups()
                  .stream()
                  .map(group -> group.groupName()))
          .noneMatch(name -> name.startsWith("eks-cluster-sg-"));
    }
  }

  /** The request of an attempt that was lost, or EKS itself, takes one between look and call. */
  @Test
  void networkInterfaceThatGoesUnderTheirHandsIsAbsent() {
    FaultRule overtaken =
        new FaultRule(
            "ec2:DeleteNetworkInterface",
            Optional.empty(),
            0,
            1,
            AwsWire.DISTURBED_FROM,
            new Fault.Overtaken());
    try (AwsWire cloud = new AwsWire(LEAVING, overtaken)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      AwsDelete.NODE_GROUP.run(cloud);
      cloud.settle();
      cloud.disturb();

      assertThat(AwsWire.failure(() -> interfaces(cloud, cloud.ours())).kind())
          .isEqualTo(FailureKind.UNAVAILABLE);
      assertThat(interfaces(cloud, cloud.ours())).isEqualTo(StepOutcome.DELETED);
      assertThat(interfaces(cloud, cloud.ours())).isEqualTo(StepOutcome.ABSENT);
    }
  }

  @Test
  void sweepNamesClustersThatStandAndLeavesWhatTheyNeed() {
    try (AwsWire cloud = new AwsWire(LEAVING)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      int mark = cloud.mark();

      Swept swept = sweep(cloud, Specs.OWNER);

      assertThat(swept.clusters())
          .extracting(Finding::name)
          .containsExactly(AwsRequests.CLUSTER.name());
      assertThat(swept.generation()).contains(Specs.OWNER.generation());
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @Test
  void sweepTakesTheRestAndEndsWhenALookFindsNothing() {
    try (AwsWire cloud = new AwsWire(LEAVING)) {
      AwsDelete.NODE_GROUP.prepare(cloud);
      AwsDelete.NODE_GROUP.run(cloud);
      cloud.settle();
      AwsDelete.CLUSTER.run(cloud);
      cloud.settle();

      assertThat(AwsWire.failure(() -> sweep(cloud, Specs.OWNER)).message())
          .contains("deleted what was left: ", "network interface")
          .doesNotContain("launch template", "IAM role");
      assertThat(AwsWire.failure(() -> sweep(cloud, Specs.OWNER)).message())
          .contains("deleted what was left: ", "launch template", "IAM role");
      assertThat(sweep(cloud, Specs.OWNER).clusters()).isEmpty();
      assertThat(inventory(cloud, Specs.OWNER, List.of()).findings()).isEmpty();
    }
  }

  @Test
  void clusterOfOthersIsNotCleared() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.CLUSTER.prepare(cloud);
      ClearanceWait theirs =
          new ClearanceWait(
              AwsRequests.of("others").clusterWait().claim(), AwsRequests.CLUSTER, patience());

      assertThat(
              AwsWire.failure(() -> cloud.activity(ClearanceActivities.class).awaitCleared(theirs))
                  .kind())
          .isEqualTo(FailureKind.CONFLICT);
    }
  }

  /** Destroy may come between a cluster's becoming active and its access entries. */
  @Test
  void clusterThatDoesNotKnowTheWorkerYetIsNoFailureOfItsCredentials() {
    try (AwsWire cloud = new AwsWire()) {
      AwsDelete.CLUSTER.prepare(cloud);
      ClearanceWait ours =
          new ClearanceWait(cloud.ours().clusterWait().claim(), AwsRequests.CLUSTER, patience());

      assertThat(
              AwsWire.failure(() -> cloud.activity(ClearanceActivities.class).awaitCleared(ours))
                  .kind())
          .isEqualTo(FailureKind.UNAVAILABLE);
    }
  }

  private static StepOutcome interfaces(AwsWire cloud, AwsRequests whose) {
    return cloud
        .activity(SweepActivities.class)
        .deleteInterfaces(new InterfacesRemoval(whose.clusterWait().claim(), AwsRequests.CLUSTER));
  }

  private static Inventory inventory(AwsWire cloud, Owner owner, List<String> regions) {
    return cloud.activity(InventoryActivities.class).takeInventory(query(owner, regions));
  }

  private static InventoryQuery query(Owner owner, List<String> regions) {
    return InventoryQuery.of(owner.federation(), owner.account(), owner.region(), regions);
  }

  private static Swept sweep(AwsWire cloud, Owner owner) {
    return cloud
        .activity(SweepActivities.class)
        .awaitSwept(
            new SweepWait(
                owner.claim("federation/sweep"),
                List.of(owner.region()),
                List.of(),
                Instant.parse("2026-01-01T00:00:00Z"),
                true,
                patience()))
        .value();
  }

  /** Endless as far as a test goes. */
  private static Patience patience() {
    return new Patience(Instant.now(), Duration.ofMinutes(10), Duration.ofDays(365));
  }
}
