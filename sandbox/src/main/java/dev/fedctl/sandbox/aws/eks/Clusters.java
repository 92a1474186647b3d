package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.cloud.ClusterId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All clusters of the account, region by region. Guarded by the kernel's lock. */
public final class Clusters {

  private final Map<String, Map<String, Cluster>> regions = new TreeMap<>();

  private Map<String, Cluster> in(String region) {
    return regions.computeIfAbsent(region, name -> new TreeMap<>());
  }

  void add(Cluster cluster) {
    in(cluster.id().region()).put(cluster.name(), cluster);
  }

  void remove(Cluster cluster) {
    in(cluster.id().region()).remove(cluster.name());
  }

  /** A cluster that exists, whether reads show it or not. */
  Optional<Cluster> named(String region, String name) {
    return Optional.ofNullable(in(region).get(name));
  }

  Optional<Cluster> of(ClusterId id) {
    return named(id.region(), id.name()).filter(cluster -> cluster.id().equals(id));
  }

  Collection<Cluster> all(String region) {
    return in(region).values();
  }

  Stream<Cluster> everywhere() {
    return regions.values().stream().flatMap(clusters -> clusters.values().stream());
  }

  /** A cluster that reads show. */
  Cluster visible(String name, Context context) {
    return named(context.region(), name)
        .filter(cluster -> cluster.isVisible(context.now()))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "No cluster found for name: " + name + ".", Map.of("clusterName", name)));
  }

  /** A cluster to which something can be added. */
  Cluster active(String name, Context context) {
    Cluster cluster = visible(name, context);
    if (!cluster.isActive(context.now())) {
      throw EksErrors.request(
          "Cluster '" + name + "' is not in ACTIVE status, it is " + cluster.status(context.now()));
    }
    return cluster;
  }
}
