package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.path.RunFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What others may know of clusters: the Kubernetes half, load balancers, reports. */
public final class EksFacts {

  private final Clusters clusters;

  public EksFacts(Clusters clusters) {
    this.clusters = clusters;
  }

  /** The cluster that has a name now. */
  public Optional<ClusterId> named(String region, String name) {
    return clusters.named(region, name).map(Cluster::id);
  }

  public Optional<Instant> activeAt(ClusterId id) {
    return clusters.of(id).filter(Cluster::succeeds).map(cluster -> cluster.birth().settledAt());
  }

  public Optional<String> vpcOf(ClusterId id) {
    return clusters.of(id).map(cluster -> cluster.birth().vpcId());
  }

  /** Nodes that have joined or will join. */
  public List<AwsSide.Node> nodes(ClusterId id) {
    List<AwsSide.Node> nodes = new ArrayList<>();
    clusters
        .of(id)
        .ifPresent(
            cluster ->
                cluster.nodegroups.values().forEach(group -> addNodes(cluster, group, nodes)));
    return nodes;
  }

  private static void addNodes(Cluster cluster, Nodegroup group, List<AwsSide.Node> nodes) {
    Nodegroup.Fate fate = group.fate(cluster);
    if (!fate.nodesJoin()) {
      return;
    }
    for (AwsSide.Node node : group.nodes()) {
      nodes.add(
          new AwsSide.Node(
              node.name(),
              node.instanceId(),
              node.instanceType(),
              node.zone(),
              node.architecture(),
              node.vcpus(),
              node.memoryMiB(),
              node.labels(),
              node.readyAt().isAfter(fate.at()) ? node.readyAt() : fate.at()));
    }
  }

  public Optional<Instant> addonActiveAt(ClusterId id, String addon) {
    return clusters.of(id).flatMap(cluster -> cluster.addonActiveAt(addon));
  }

  /** Entries with the policies that the API server acts on by now. */
  public List<AwsSide.AccessEntry> accessEntries(ClusterId id, Instant now) {
    return clusters.of(id).stream()
        .flatMap(cluster -> cluster.accessEntries.values().stream())
        .map(
            entry ->
                new AwsSide.AccessEntry(
                    entry.birth().principalArn(),
                    entry.username(),
                    entry.groups(),
                    entry.policies.values().stream()
                        .filter(policy -> policy.namespaces().isEmpty())
                        .filter(policy -> !now.isBefore(policy.effectiveFrom()))
                        .map(AccessEntry.Policy::arn)
                        .toList(),
                    entry.birth().effectiveFrom()))
        .toList();
  }

  /**
   * Clusters that stand or will, as the critical path sees them.
   *
   * @param workers the principals whose requests count
   */
  public List<RunFacts.Cluster> facts(Predicate<String> made, Set<String> workers) {
    return clusters
        .everywhere()
        .filter(cluster -> made.test(cluster.birth().arn()) && cluster.succeeds())
        .map(cluster -> facts(cluster, workers))
        .toList();
  }

  private static RunFacts.Cluster facts(Cluster cluster, Set<String> workers) {
    List<String> principals =
        cluster.accessEntries.values().stream()
            .filter(entry -> entry.birth().type().equals("STANDARD"))
            .map(entry -> entry.birth().principalArn())
            .toList();
    return new RunFacts.Cluster(
        cluster.name(),
        cluster.birth().request().required("roleArn"),
        cluster.nodegroups.values().stream()
            .filter(group -> group.fate(cluster).nodesJoin())
            .map(group -> new RunFacts.NodeGroup(group.birth().name(), group.roleArn()))
            .toList(),
        cluster.addons.values().stream()
            .filter(addon -> addon.birth().outcome().isEmpty())
            .map(addon -> new RunFacts.Addon(addon.birth().name(), addon.birth().needsNodes()))
            .toList(),
        principals,
        principals.stream().filter(workers::contains).findFirst(),
        cluster.birth().request().flag("bootstrapSelfManagedAddons").orElse(true));
  }

  /** Of what stands; what is being deleted does not. */
  public List<Readiness> readiness(Instant now) {
    List<Readiness> all = new ArrayList<>();
    clusters
        .everywhere()
        .filter(cluster -> !cluster.isDeleting())
        .forEach(cluster -> addAll(cluster, now, all));
    return all;
  }

  private static void addAll(Cluster cluster, Instant now, List<Readiness> all) {
    add(
        all,
        ClusterApi.KIND,
        cluster.birth().arn(),
        cluster.tags,
        cluster.succeeds() ? Optional.of(cluster.birth().settledAt()) : Optional.empty());
    for (Nodegroup group : cluster.nodegroups.values()) {
      if (group.isDeleting(now)) {
        continue;
      }
      Nodegroup.Fate fate = group.fate(cluster);
      add(
          all,
          NodegroupApi.KIND,
          group.birth().arn(),
          group.tags,
          fate.nodesJoin() ? Optional.of(fate.at()) : Optional.empty());
    }
    for (Addon addon : cluster.addons.values()) {
      if (addon.isDeleting()) {
        continue;
      }
      add(all, AddonApi.KIND, addon.birth().arn(), addon.tags, addon.activeAt(cluster));
    }
    for (AccessEntry entry : cluster.accessEntries.values()) {
      Instant ready =
          entry.policies.values().stream()
              .map(AccessEntry.Policy::effectiveFrom)
              .max(Instant::compareTo)
              .filter(policy -> policy.isAfter(entry.birth().effectiveFrom()))
              .orElse(entry.birth().effectiveFrom());
      add(all, AccessEntries.KIND, entry.birth().arn(), entry.tags, Optional.of(ready));
    }
    for (PodIdentity identity : cluster.podIdentities.values()) {
      add(
          all,
          PodIdentityApi.KIND,
          identity.arn(),
          identity.tags(),
          Optional.of(identity.visibleFrom()));
    }
  }

  private static void add(
      List<Readiness> all,
      String kind,
      String id,
      Map<String, String> tags,
      Optional<Instant> ready) {
    all.add(Readiness.of(kind, id, tags, ready));
  }
}
