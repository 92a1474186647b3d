package dev.fedctl.activity.wire;

import static dev.fedctl.activity.wire.AwsRequests.CLUSTER;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.NodesSpec.Architecture;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;

/** How a thing that is ours can stand otherwise than we want it, and what becomes of it. */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum AwsDrift {
  ROLE_TRUST(AwsEnsure.ROLE_CLUSTER, Fate.UPDATED, AwsDrifts::distrust),
  ROLE_POLICY(
      AwsEnsure.ROLE_NODE,
      Fate.UPDATED,
      cloud -> AwsDrifts.detach(cloud, Purpose.NODE, "AmazonEKS_CNI_Policy")),
  ROLE_POLICY_OF_DRIVER(
      AwsEnsure.ROLE_EBS_CSI,
      Fate.UPDATED,
      cloud -> AwsDrifts.detach(cloud, Purpose.EBS_CSI, "service-role/AmazonEBSCSIDriverPolicy")),
  ROLE_WITH_MORE(AwsEnsure.ROLE_NODE, Fate.LEFT, AwsDrifts::attachMore),

  CLUSTER_CLOSED_OUTSIDE(
      AwsEnsure.CLUSTER,
      Fate.UPDATED,
      network(vpc -> vpc.endpointPublicAccess(false).endpointPrivateAccess(true))),
  CLUSTER_CLOSED_INSIDE(
      AwsEnsure.CLUSTER, Fate.UPDATED, network(vpc -> vpc.endpointPrivateAccess(false))),
  CLUSTER_FOR_SOME_ADDRESSES(
      AwsEnsure.CLUSTER, Fate.LEFT, network(vpc -> vpc.publicAccessCidrs("203.0.113.0/24"))),
  CLUSTER_WITH_LOGS(AwsEnsure.CLUSTER, Fate.LEFT, AwsDrifts::log),
  CLUSTER_OF_OTHER_ROLE(
      AwsEnsure.CLUSTER,
      Fate.REFUSED,
      cloud ->
          cloud
              .activity(EksActivities.class)
              .ensureCluster(
                  cloud
                      .ours()
                      .cluster(
                          CLUSTER.name(),
                          AwsDrifts.otherRole(cloud, Purpose.CLUSTER),
                          AwsRequests.SUBNETS))),
  CLUSTER_IN_OTHER_SUBNETS(
      AwsEnsure.CLUSTER,
      Fate.REFUSED,
      cloud ->
          cloud
              .activity(EksActivities.class)
              .ensureCluster(
                  cloud
                      .ours()
                      .cluster(
                          CLUSTER.name(),
                          AwsRequests.roleArn(Purpose.CLUSTER),
                          AwsRequests.SUBNETS.subList(0, 2)))),
  CLUSTER_OF_OTHER_ACCESS(AwsEnsure.CLUSTER, Fate.REFUSED, AwsDrifts::clusterWithConfigMap),

  ACCESS_ENTRY_GONE(
      AwsEnsure.ACCESS, Fate.CREATED, cloud -> AwsDrifts.withoutEntry(cloud, AwsRequests.ADMIN)),
  ACCESS_POLICY_GONE(
      AwsEnsure.ACCESS, Fate.UPDATED, cloud -> AwsDrifts.withoutPolicy(cloud, AwsRequests.WORKER)),
  ACCESS_OF_LESS_SCOPE(
      AwsEnsure.ACCESS, Fate.UPDATED, cloud -> AwsDrifts.narrowed(cloud, AwsRequests.ADMIN)),

  TEMPLATE_MADE_BY_HAND(AwsEnsure.LAUNCH_TEMPLATE, Fate.LEFT, AwsTemplates.alike()),
  TEMPLATE_WITH_MORE_TAGS(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.LEFT, AwsTemplates.tags(with("cost-center", "42"))),
  TEMPLATE_WITHOUT_TOKENS(
      AwsEnsure.LAUNCH_TEMPLATE,
      Fate.UPDATED,
      AwsTemplates.metadata(metadata -> metadata.httpTokens("optional"))),
  TEMPLATE_OF_OTHER_HOPS(
      AwsEnsure.LAUNCH_TEMPLATE,
      Fate.UPDATED,
      AwsTemplates.metadata(metadata -> metadata.httpPutResponseHopLimit(1))),
  TEMPLATE_UNENCRYPTED(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.disk(disk -> disk.encrypted(false))),
  TEMPLATE_OF_OTHER_DISK(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.disk(disk -> disk.volumeType("gp2"))),
  TEMPLATE_OF_OTHER_SIZE(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.disk(disk -> disk.volumeSize(20))),
  TEMPLATE_OF_OTHER_IOPS(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.disk(disk -> disk.iops(4000))),
  TEMPLATE_OF_OTHER_THROUGHPUT(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.disk(disk -> disk.throughput(250))),
  TEMPLATE_THAT_KEEPS_DISKS(
      AwsEnsure.LAUNCH_TEMPLATE,
      Fate.UPDATED,
      AwsTemplates.disk(disk -> disk.deleteOnTermination(false))),
  TEMPLATE_OF_OTHER_DEVICE(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.device("/dev/sda1")),
  TEMPLATE_WITH_OTHER_TAG(
      AwsEnsure.LAUNCH_TEMPLATE,
      Fate.UPDATED,
      AwsTemplates.tags(with("fedctl.dev/generation", "fedcba9876543210"))),
  TEMPLATE_WITHOUT_NAMES(
      AwsEnsure.LAUNCH_TEMPLATE, Fate.UPDATED, AwsTemplates.tags(without("Name"))),
  TEMPLATE_WITH_UNTAGGED_DISKS(
      AwsEnsure.LAUNCH_TEMPLATE,
      Fate.UPDATED,
      AwsTemplates.tagging(ResourceType.INSTANCE, ResourceType.NETWORK_INTERFACE)),

  NODES_OF_OTHER_NUMBER(
      AwsEnsure.NODE_GROUP,
      Fate.UPDATED,
      cloud ->
          AwsDrifts.nodes(
              cloud, r -> r.scalingConfig(s -> s.minSize(1).maxSize(9).desiredSize(5)))),
  NODES_ROLLED_OTHERWISE(
      AwsEnsure.NODE_GROUP,
      Fate.UPDATED,
      cloud -> AwsDrifts.nodes(cloud, r -> r.updateConfig(u -> u.maxUnavailable(2)))),
  NODES_UNREPAIRED(
      AwsEnsure.NODE_GROUP,
      Fate.UPDATED,
      cloud -> AwsDrifts.nodes(cloud, r -> r.nodeRepairConfig(n -> n.enabled(false)))),
  NODES_WITH_LABELS(
      AwsEnsure.NODE_GROUP,
      Fate.LEFT,
      cloud ->
          AwsDrifts.nodes(
              cloud, r -> r.labels(l -> l.addOrUpdateLabels(Map.of("team", "platform"))))),
  NODES_OF_OTHER_ROLE(
      AwsEnsure.NODE_GROUP,
      Fate.REFUSED,
      cloud ->
          AwsDrifts.nodes(
              cloud, AwsDrifts.otherRole(cloud, Purpose.NODE), AwsRequests.SUBNETS, "t3.medium")),
  NODES_IN_OTHER_SUBNETS(
      AwsEnsure.NODE_GROUP,
      Fate.REFUSED,
      cloud ->
          AwsDrifts.nodes(
              cloud,
              AwsRequests.roleArn(Purpose.NODE),
              AwsRequests.SUBNETS.subList(0, 2),
              "t3.medium")),
  NODES_OF_OTHER_MACHINES(
      AwsEnsure.NODE_GROUP,
      Fate.REFUSED,
      cloud ->
          AwsDrifts.nodes(
              cloud, AwsRequests.roleArn(Purpose.NODE), AwsRequests.SUBNETS, "m5.large")),
  NODES_OF_FEWER_MACHINES(
      AwsEnsure.NODE_GROUP,
      Fate.LEFT,
      cloud ->
          AwsDrifts.nodes(
              cloud, AwsRequests.roleArn(Purpose.NODE), AwsRequests.SUBNETS, "t3a.medium")),
  NODES_OF_OTHER_ARCHITECTURE(
      AwsEnsure.NODE_GROUP,
      Fate.REFUSED,
      cloud ->
          AwsDrifts.nodes(
              cloud,
              AwsRequests.roleArn(Purpose.NODE),
              AwsRequests.SUBNETS,
              "t4g.medium",
              new NodesSpec(3, 2, 4, Architecture.ARM64))),

  ADDON_CONFIGURED(AwsEnsure.ADDON, Fate.LEFT, AwsDrifts::configureAddon),
  ADDON_WITHOUT_ROLE(
      AwsEnsure.ADDON_WITH_ROLE,
      Fate.UPDATED,
      cloud -> cloud.activity(EksActivities.class).ensureAddon(cloud.ours().addonWithoutRole())),
  ADDON_WITH_OTHER_ROLE(
      AwsEnsure.ADDON_WITH_ROLE,
      Fate.UPDATED,
      cloud ->
          cloud
              .activity(EksActivities.class)
              .ensureAddon(
                  cloud.ours().addonWithRole(AwsDrifts.otherRole(cloud, Purpose.EBS_CSI))));

  /** What becomes of it. */
  enum Fate {
    /** A missing part is made. */
    CREATED,
    /** It is changed to what we want. */
    UPDATED,
    /** Operators may have it so. */
    LEFT,
    /** It cannot be changed: CONFLICT, and nothing is touched. */
    REFUSED
  }

  private final AwsEnsure step;
  private final Fate fate;
  private final Consumer<AwsWire> making;

  AwsDrift(AwsEnsure step, Fate fate, Consumer<AwsWire> making) {
    this.step = step;
    this.fate = fate;
    this.making = making;
  }

  AwsEnsure step() {
    return step;
  }

  Fate fate() {
    return fate;
  }

  boolean isConverged() {
    return fate == Fate.CREATED || fate == Fate.UPDATED;
  }

  /** Brings the world to where the thing stands otherwise. */
  void prepare(AwsWire cloud) {
    step.prepare(cloud);
    meddle(cloud);
  }

  /** Somebody makes it otherwise, after it was made as we want it where that can be. */
  void meddle(AwsWire cloud) {
    making.accept(cloud);
    cloud.settle();
  }

  private static Consumer<AwsWire> network(Consumer<VpcConfigRequest.Builder> change) {
    return cloud -> AwsDrifts.network(cloud, change);
  }

  private static UnaryOperator<Map<String, String>> with(String key, String value) {
    return tags -> {
      Map<String, String> changed = new HashMap<>(tags);
      changed.put(key, value);
      return changed;
    };
  }

  private static UnaryOperator<Map<String, String>> without(String key) {
    return tags -> {
      Map<String, String> changed = new HashMap<>(tags);
      changed.remove(key);
      return changed;
    };
  }
}
