package dev.fedctl.sandbox.path;

import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.path.RunFacts.Addon;
import dev.fedctl.sandbox.path.RunFacts.Cluster;
import dev.fedctl.sandbox.path.RunFacts.NodeGroup;
import dev.fedctl.sandbox.path.RunFacts.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What AWS makes everybody wait for: roles, control planes, access, nodes, add-ons. */
final class ClusterLegs {

  private static final List<String> NETWORK = List.of("vpc-cni", "kube-proxy");

  private final Legs legs;
  private final Draws draws;

  ClusterLegs(Legs legs, Draws draws) {
    this.legs = legs;
    this.draws = draws;
  }

  static String controlPlane(String cluster) {
    return "control plane of " + cluster;
  }

  static String access(String cluster, String principal) {
    return "access of " + principal + " to " + cluster;
  }

  /** The first node of a cluster. */
  static String nodes(String cluster) {
    return "first node of " + cluster;
  }

  static String addon(String cluster, String name) {
    return "add-on " + name + " of " + cluster;
  }

  private static String role(String arn) {
    return "role " + arn.substring(arn.lastIndexOf('/') + 1);
  }

  void add(Role role) {
    legs.begin("roles");
    Duration takes = draws.of(DelayKind.ROLE_VISIBLE, role.name());
    for (String policy : role.policies()) {
      Duration attached = draws.of(DelayKind.ROLE_VISIBLE, role.name() + "/" + policy);
      takes = attached.compareTo(takes) > 0 ? attached : takes;
    }
    legs.add(role(role.arn()), takes, List.of());
  }

  void add(Cluster cluster) {
    String name = cluster.name();
    legs.begin(name);
    String plane = controlPlane(name);
    legs.add(plane, draws.of(DelayKind.CLUSTER_CREATE, name), present(cluster.roleArn()));
    for (String principal : cluster.principals()) {
      legs.add(
          access(name, principal),
          draws.of(DelayKind.ACCESS_ENTRY_VISIBLE, name + "/" + principal),
          List.of(plane));
    }
    cluster.addons().stream()
        .filter(addon -> !addon.needsNodes())
        .forEach(addon -> add(cluster, addon, plane));
    List<String> groups = new ArrayList<>();
    cluster.nodeGroups().forEach(group -> add(cluster, group).ifPresent(groups::add));
    groups.stream()
        .min(Comparator.comparing(legs::end))
        .ifPresent(first -> legs.add(nodes(name), Duration.ZERO, List.of(first)));
    cluster.addons().stream()
        .filter(Addon::needsNodes)
        .forEach(addon -> add(cluster, addon, nodes(name)));
  }

  private void add(Cluster cluster, Addon addon, String needs) {
    legs.add(
        addon(cluster.name(), addon.name()),
        draws.of(DelayKind.ADDON_CREATE, cluster.name() + "/" + addon.name()),
        List.of(needs));
  }

  /** Machines start while the add-ons of the network do; they are Ready when both are there. */
  private Optional<String> add(Cluster cluster, NodeGroup group) {
    String machines = "machines of " + cluster.name() + "/" + group.name();
    List<String> before = new ArrayList<>(present(group.roleArn()));
    before.add(controlPlane(cluster.name()));
    legs.add(
        machines,
        draws.of(DelayKind.NODE_GROUP_CREATE, cluster.name() + "/" + group.name()),
        before);
    List<String> needs = new ArrayList<>();
    needs.add(machines);
    if (!cluster.selfManaged()) {
      NETWORK.forEach(addon -> needs.add(addon(cluster.name(), addon)));
    }
    String ready = "nodes of " + cluster.name() + "/" + group.name();
    return legs.add(ready, Duration.ZERO, needs) ? Optional.of(ready) : Optional.empty();
  }

  /** A role that somebody else made has long been visible. */
  private List<String> present(String roleArn) {
    return legs.has(role(roleArn)) ? List.of(role(roleArn)) : List.of();
  }
}
