package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How Karmada's scheduler divides replicas: by weight, rounded down, what is left one by one in the
 * order of weight, former share and name. Clusters that get none are left out.
 */
final class Division {

  private Division() {}

  /**
   * Replicas by cluster.
   *
   * @param available how many more pods a cluster takes
   * @param former what each cluster had before
   */
  static Map<String, Integer> of(
      JsonNode placement,
      List<String> clusters,
      int replicas,
      ToIntFunction<String> available,
      Map<String, Integer> former) {
    JsonNode strategy = placement.path("replicaScheduling");
    Map<String, Integer> result = new LinkedHashMap<>();
    if (!Trees.text(strategy, "replicaSchedulingType").equals("Divided")) {
      clusters.forEach(cluster -> result.put(cluster, replicas));
      return result;
    }
    if (Trees.text(strategy, "replicaDivisionPreference").equals("Aggregated")) {
      return aggregated(clusters, replicas, available);
    }
    JsonNode preference = strategy.path("weightPreference");
    boolean dynamic = Trees.text(preference, "dynamicWeight").equals("AvailableReplicas");
    Map<String, Long> weights = new LinkedHashMap<>();
    for (String cluster : clusters) {
      long weight = dynamic ? available.applyAsInt(cluster) : weight(preference, cluster);
      if (weight > 0) {
        weights.put(cluster, weight);
      }
    }
    return byWeight(weights, replicas, former);
  }

  private static long weight(JsonNode preference, String cluster) {
    JsonNode list = preference.path("staticWeightList");
    if (list.isEmpty()) {
      return 1;
    }
    long weight = 0;
    for (JsonNode entry : list) {
      JsonNode names = Trees.at(entry, "targetCluster", "clusterNames");
      boolean named = names.isEmpty();
      for (JsonNode name : names) {
        named |= name.asText().equals(cluster);
      }
      if (named) {
        weight = Math.max(weight, entry.path("weight").asLong());
      }
    }
    return weight;
  }

  private static Map<String, Integer> byWeight(
      Map<String, Long> weights, int replicas, Map<String, Integer> former) {
    long sum = weights.values().stream().mapToLong(Long::longValue).sum();
    if (sum == 0) {
      return Map.of();
    }
    List<Map.Entry<String, Long>> order = new ArrayList<>(weights.entrySet());
    order.sort(
        Comparator.<Map.Entry<String, Long>>comparingLong(entry -> -entry.getValue())
            .thenComparingInt(entry -> -former.getOrDefault(entry.getKey(), 0))
            .thenComparing(Map.Entry::getKey));
    Map<String, Integer> result = new LinkedHashMap<>();
    int left = replicas;
    for (Map.Entry<String, Long> entry : order) {
      int share = (int) (entry.getValue() * replicas / sum);
      result.put(entry.getKey(), share);
      left -= share;
    }
    for (Map.Entry<String, Integer> entry : result.entrySet()) {
      if (left == 0) {
        break;
      }
      entry.setValue(entry.getValue() + 1);
      left--;
    }
    result.values().removeIf(share -> share == 0);
    return result;
  }

  private static Map<String, Integer> aggregated(
      List<String> clusters, int replicas, ToIntFunction<String> available) {
    List<String> order = new ArrayList<>(clusters);
    order.sort(
        Comparator.comparingInt((String cluster) -> -available.applyAsInt(cluster))
            .thenComparing(Comparator.naturalOrder()));
    Map<String, Integer> result = new LinkedHashMap<>();
    int left = replicas;
    for (String cluster : order) {
      int share = Math.min(left, available.applyAsInt(cluster));
      if (share > 0) {
        result.put(cluster, share);
        left -= share;
      }
    }
    return left == 0 ? result : Map.of();
  }
}
