package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.world.Partition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How access entries come and go, by request and by EKS itself. */
final class AccessEntries {

  static final String KIND = "eks:AccessEntry";

  static String adminPolicy(Partition partition) {
    return partition.arn("eks", "", "aws", "cluster-access-policy/AmazonEKSClusterAdminPolicy");
  }

  private AccessEntries() {}

  static AccessEntry make(
      Cluster cluster,
      String principal,
      String type,
      Optional<String> username,
      List<String> groups,
      Context context,
      Ids ids) {
    Instant visible = context.effects().visibleFrom();
    AccessEntry entry =
        new AccessEntry(
            new AccessEntry.Birth(
                principal,
                context.arn(
                    "eks",
                    "access-entry/%s/%s/%s/%s/%s"
                        .formatted(
                            cluster.name(),
                            principal.contains(":user/") ? "user" : "role",
                            principal.split(":", -1)[4],
                            principal.substring(principal.lastIndexOf('/') + 1),
                            ids.uuid())),
                type,
                context.now(),
                visible,
                effectiveFrom(cluster, principal, visible, context)),
            username,
            groups);
    cluster.accessEntries.put(principal, entry);
    return entry;
  }

  /** When the API server acts on a change of an entry. */
  static Instant effectiveFrom(Cluster cluster, String principal, Instant from, Context context) {
    return from.plus(
        context.effects().delay(DelayKind.ACCESS_ENTRY_VISIBLE, cluster.name() + "/" + principal));
  }

  /** The entry that EKS makes for whoever creates a cluster, unless told not to. */
  static void admin(Cluster cluster, String principal, Context context, Ids ids) {
    AccessEntry entry =
        make(cluster, principal, "STANDARD", Optional.empty(), List.of(), context, ids);
    entry.policies.put(
        adminPolicy(context.partition()),
        new AccessEntry.Policy(
            adminPolicy(context.partition()),
            List.of(),
            context.now(),
            context.now(),
            entry.birth().effectiveFrom()));
    byEks("created", entry, context);
  }

  /** The entry that EKS makes for the role of a managed node group. */
  static void nodes(Cluster cluster, String role, Context context, Ids ids) {
    if (!cluster.accessEntries.containsKey(role)) {
      byEks(
          "created",
          make(cluster, role, "EC2_LINUX", Optional.empty(), List.of("system:nodes"), context, ids),
          context);
    }
  }

  /** Notes the end of a node role's entry, if this is the last group to use it. */
  static void nodesDie(Cluster cluster, Nodegroup group, Context context) {
    boolean last =
        cluster.nodegroups.values().stream()
            .filter(other -> other.roleArn().equals(group.roleArn()))
            .allMatch(other -> other.isDeleting(context.now()));
    AccessEntry entry = cluster.accessEntries.get(group.roleArn());
    if (last && entry != null && entry.birth().type().equals("EC2_LINUX")) {
      byEks("deleted", entry, context);
    }
  }

  static void nodesGone(Cluster cluster, String role) {
    AccessEntry entry = cluster.accessEntries.get(role);
    boolean used =
        cluster.nodegroups.values().stream().anyMatch(other -> other.roleArn().equals(role));
    if (!used && entry != null && entry.birth().type().equals("EC2_LINUX")) {
      cluster.accessEntries.remove(role);
    }
  }

  private static void byEks(String change, AccessEntry entry, Context context) {
    context
        .effects()
        .byController("eks", change, KIND, entry.birth().arn(), Tags.resource(entry.tags));
  }
}
