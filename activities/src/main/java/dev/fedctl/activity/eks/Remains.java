package dev.fedctl.activity.eks;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.contract.activity.RepairActivities.Failed;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * What stands under the name of something that failed at its making.
 *
 * @param condition whether it is that at all
 * @param deletion takes it away
 */
record Remains(
    String what,
    String status,
    Map<String, String> tags,
    Health health,
    Condition condition,
    Runnable deletion) {

  /** What matters for its removal. */
  enum Condition {
    /** It failed at its making, or in being deleted since. */
    FAILED,
    GOING,
    /** It is something else by now: in the making, or of use. */
    OTHER
  }

  static Optional<Remains> find(AwsClients aws, Failed failed) {
    EksClient eks = aws.eks(failed.cluster().region());
    return switch (failed.thing()) {
      case CONTROL_PLANE ->
          new Clusters(aws).find(failed.cluster()).map(cluster -> of(eks, failed, cluster));
      case NODE_GROUP ->
          NodeGroups.find(eks, failed.cluster(), failed.name())
              .map(group -> of(eks, failed, group));
      case ADDON ->
          Addons.find(eks, failed.cluster(), failed.name()).map(addon -> of(eks, failed, addon));
    };
  }

  private static Remains of(EksClient eks, Failed failed, Cluster cluster) {
    return new Remains(
        Words.text(failed.cluster()),
        cluster.statusAsString(),
        cluster.tags(),
        Clusters.health(cluster),
        switch (cluster.status()) {
          case FAILED -> Clusters.wasActive(cluster) ? Condition.OTHER : Condition.FAILED;
          case DELETING -> Condition.GOING;
          case ACTIVE, CREATING, UPDATING, PENDING, UNKNOWN_TO_SDK_VERSION -> Condition.OTHER;
        },
        () -> eks.deleteCluster(r -> r.name(failed.cluster().name())));
  }

  private static Remains of(EksClient eks, Failed failed, Nodegroup group) {
    return new Remains(
        NodeGroups.what(failed.cluster(), failed.name()),
        group.statusAsString(),
        group.tags(),
        NodeGroups.health(group),
        switch (group.status()) {
          case CREATE_FAILED, DELETE_FAILED -> Condition.FAILED;
          case DELETING -> Condition.GOING;
          case ACTIVE, CREATING, UPDATING, DEGRADED, UNKNOWN_TO_SDK_VERSION -> Condition.OTHER;
        },
        () ->
            eks.deleteNodegroup(
                r -> r.clusterName(failed.cluster().name()).nodegroupName(failed.name())));
  }

  private static Remains of(EksClient eks, Failed failed, Addon addon) {
    return new Remains(
        Addons.what(failed.cluster(), failed.name()),
        addon.statusAsString(),
        addon.tags(),
        Addons.health(addon),
        switch (addon.status()) {
          case CREATE_FAILED, DELETE_FAILED -> Condition.FAILED;
          case DELETING -> Condition.GOING;
          case ACTIVE, CREATING, UPDATING, DEGRADED, UPDATE_FAILED, UNKNOWN_TO_SDK_VERSION ->
              Condition.OTHER;
        },
        () ->
            eks.deleteAddon(r -> r.clusterName(failed.cluster().name()).addonName(failed.name())));
  }
}
