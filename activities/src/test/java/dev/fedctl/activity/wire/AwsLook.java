package dev.fedctl.activity.wire;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.VersionQuery;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.activity.IdentityActivities.IdentityQuery;
import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkActivities.InstanceTypeQuery;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.VpcSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The steps that only look: what stands already, and whether what was made is there. */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum AwsLook {
  IDENTITY(
      Specs.PARENT.region(),
      cloud -> {},
      cloud ->
          cloud
              .activity(IdentityActivities.class)
              .findIdentity(new IdentityQuery(Specs.PARENT.region(), Optional.empty()))),
  NETWORK_BY_NAME(
      Specs.PARENT.region(),
      cloud -> {},
      cloud -> network(cloud, new VpcSpec.ByName("KarmadaVPC"))),
  NETWORK_BY_ID(
      Specs.PARENT.region(),
      cloud -> {},
      cloud -> network(cloud, new VpcSpec.ById("vpc-0f000000000000001"))),
  INSTANCE_TYPES(
      Specs.PARENT.region(),
      cloud -> {},
      cloud ->
          cloud
              .activity(NetworkActivities.class)
              .findInstanceTypes(
                  new InstanceTypeQuery(
                      Specs.PARENT.region(),
                      List.of("eu-north-1a", "eu-north-1b"),
                      new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64),
                      "spec.nodes"))),
  VERSIONS(
      Specs.PARENT.region(),
      cloud -> {},
      cloud ->
          cloud
              .activity(EksActivities.class)
              .findKubernetesVersion(new VersionQuery(Specs.PARENT.region(), Optional.empty()))),
  CLUSTER_IS_THERE(
      AwsRequests.CLUSTER.name(),
      AwsEnsure::clusterStands,
      cloud ->
          // The rest of it has this sandbox's port in it.
          cloud
              .activity(EksActivities.class)
              .awaitCluster(cloud.ours().clusterWait())
              .value()
              .arn()),
  NODES_ARE_THERE(
      AwsRequests.CLUSTER.name(),
      cloud -> {
        AwsEnsure.NODE_GROUP.prepare(cloud);
        AwsEnsure.NODE_GROUP.run(cloud);
        cloud.settle();
      },
      cloud ->
          value(cloud.activity(EksActivities.class).awaitNodeGroup(cloud.ours().nodeGroupWait()))),
  NODES_ARE_GONE(
      AwsRequests.CLUSTER.name(),
      AwsEnsure::clusterStands,
      cloud ->
          value(
              cloud
                  .activity(EksActivities.class)
                  .awaitNodeGroupGone(cloud.ours().nodeGroupWait()))),
  CLUSTER_IS_GONE(
      AwsRequests.CLUSTER.name(),
      cloud -> {},
      cloud ->
          value(cloud.activity(EksActivities.class).awaitClusterGone(cloud.ours().clusterWait()))),
  ADDON_IS_THERE(
      AwsRequests.CNI,
      cloud -> {
        AwsEnsure.ADDON.prepare(cloud);
        AwsEnsure.ADDON.run(cloud);
        cloud.settle();
      },
      cloud ->
          value(
              cloud
                  .activity(EksActivities.class)
                  .awaitAddon(cloud.ours().addonWait(AwsRequests.CNI))));

  private final String subject;
  private final Consumer<AwsWire> before;
  private final Function<AwsWire, Object> step;

  AwsLook(String subject, Consumer<AwsWire> before, Function<AwsWire, Object> step) {
    this.subject = subject;
    this.before = before;
    this.step = step;
  }

  /** What a failure of the step must name. */
  String subject() {
    return subject;
  }

  void prepare(AwsWire cloud) {
    before.accept(cloud);
  }

  Object run(AwsWire cloud) {
    return step.apply(cloud);
  }

  private static Object network(AwsWire cloud, VpcSpec vpc) {
    return cloud
        .activity(NetworkActivities.class)
        .findNetwork(new NetworkQuery(Specs.PARENT.region(), vpc, "spec.network.vpc", 3, 3, true));
  }

  private static Object value(Awaited<?> awaited) {
    return awaited.value();
  }
}
