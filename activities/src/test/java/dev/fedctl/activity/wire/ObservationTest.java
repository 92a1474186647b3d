package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.ObservationActivities;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.ClustersQuery;
import dev.fedctl.contract.activity.ObservationActivities.Ownership;
import dev.fedctl.contract.activity.ObservationActivities.PlacedWorkload;
import dev.fedctl.contract.activity.ObservationActivities.WorkloadsQuery;
import dev.fedctl.contract.identity.FederationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told before they decide. */
class ObservationTest {

  private static final ClusterRef NONE =
      new ClusterRef(AwsRequests.CLUSTER.region(), "guidance-parent-1");

  @Test
  void clustersAreToldInTheOrderAskedForWithTheirStateAndOwner() {
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.CLUSTER.prepare(cloud);
      AwsEnsure.CLUSTER.run(cloud);
      int mark = cloud.mark();

      assertThat(observe(cloud, Specs.OWNER.federationId()))
          .containsExactly(
              absent(),
              new ClusterStanding(
                  AwsRequests.CLUSTER,
                  Ownership.OURS,
                  Optional.of("CREATING"),
                  Optional.of(AwsRequests.VERSION),
                  Optional.of(Specs.OWNER.generation())));
      cloud.settle();
      assertThat(observe(cloud, Specs.OWNER.federationId()).getLast().status()).contains("ACTIVE");
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    }
  }

  @Test
  void clusterOfOthersIsToldToBeForeignWithoutItsGeneration() {
    try (AwsWire cloud = new AwsWire()) {
      AwsEnsure.CLUSTER.prepare(cloud);
      cloud.activity(EksActivities.class).ensureCluster(AwsRequests.of("others").cluster());
      cloud.settle();

      assertThat(observe(cloud, Specs.OWNER.federationId()))
          .containsExactly(
              absent(),
              new ClusterStanding(
                  AwsRequests.CLUSTER,
                  Ownership.FOREIGN,
                  Optional.of("ACTIVE"),
                  Optional.of(AwsRequests.VERSION),
                  Optional.empty()));
    }
  }

  @Test
  void workloadsOfAMemberAreToldWithAllTheirPlaces() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.joined();
      cloud.activity(DemoActivities.class).ensureDemo(cloud.demo());
      cloud.advance(Duration.ofMinutes(1));
      int mark = cloud.rows().size();

      assertThat(workloads(cloud, WireCloud.member().name()))
          .containsExactly(
              new PlacedWorkload(
                  "Deployment",
                  "karmada-demo",
                  "karmada-demo-nginx",
                  List.of(WireCloud.member().name())))
          .allMatch(PlacedWorkload::isOnlyThere);
      assertThat(workloads(cloud, WireCloud.member().name() + "0")).isEmpty();
      assertThat(cloud.effectsFrom(mark)).isEmpty();
    }
  }

  private static List<ClusterStanding> observe(AwsWire cloud, FederationId federation) {
    return cloud
        .activity(ObservationActivities.class)
        .observeClusters(new ClustersQuery(federation, List.of(NONE, AwsRequests.CLUSTER)))
        .clusters();
  }

  private static List<PlacedWorkload> workloads(WireCloud cloud, String member) {
    return cloud
        .activity(ObservationActivities.class)
        .observeWorkloads(new WorkloadsQuery(cloud.named(), member))
        .workloads();
  }

  private static ClusterStanding absent() {
    return new ClusterStanding(
        NONE, Ownership.ABSENT, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
