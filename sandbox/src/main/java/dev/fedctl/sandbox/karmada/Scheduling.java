package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** karmada-scheduler: which clusters get how many replicas of one template, and since when. */
final class Scheduling {

  /** The clusters as the scheduler sees them. */
  record Clusters(
      ApiServer karmada,
      HostComponents components,
      Function<String, Optional<EksCluster>> member,
      Function<String, Optional<Instant>> readyAt) {}

  private final Clusters clusters;
  private final Instant seenAt;
  private String wish = "";
  private Instant scheduledAt = Instant.EPOCH;
  private Map<String, Integer> shares = Map.of();

  /** {@code seenAt}: when the binding came to be. */
  Scheduling(Clusters clusters, Instant seenAt) {
    this.clusters = clusters;
    this.seenAt = seenAt;
  }

  Map<String, Integer> shares() {
    return shares;
  }

  Instant scheduledAt() {
    return scheduledAt;
  }

  /** Places the replicas, unless they are placed as the policy wants already. */
  void place(JsonNode placement, int replicas, Instant now) {
    String wanted = replicas + "|" + placement;
    boolean stays = shares.keySet().stream().allMatch(this::stays);
    if (wanted.equals(wish) && !shares.isEmpty() && stays) {
      return;
    }
    List<String> fitting = fitting(placement);
    boolean again = !wish.isEmpty() && !(wanted.equals(wish) && stays);
    shares = Division.of(placement, fitting, replicas, this::available, shares);
    scheduledAt = again ? now : firstChance(fitting, now);
    wish = wanted;
  }

  /** A cluster that leaves takes no part any more, and what it had is placed anew. */
  private boolean stays(String cluster) {
    return clusters
        .karmada()
        .store()
        .find(ClusterApi.CLUSTERS, "", cluster)
        .filter(found -> !found.path("metadata").has("deletionTimestamp"))
        .isPresent();
  }

  /** When the scheduler could first place a binding; a look at it may come later. */
  private Instant firstChance(List<String> fitting, Instant now) {
    Instant chance = clusters.components().readyAt(HostComponents.SCHEDULER).orElse(now);
    for (String cluster : fitting) {
      Instant ready = clusters.readyAt().apply(cluster).orElse(now);
      chance = ready.isAfter(chance) ? ready : chance;
    }
    chance = seenAt.isAfter(chance) ? seenAt : chance;
    return chance.isAfter(now) ? now : chance;
  }

  private List<String> fitting(JsonNode placement) {
    JsonNode affinity = placement.path("clusterAffinity");
    List<String> fitting = new ArrayList<>();
    for (ObjectNode cluster : clusters.karmada().store().list(ClusterApi.CLUSTERS, "")) {
      String name = Trees.text(cluster, "metadata", "name");
      boolean named = affinity.path("clusterNames").isEmpty();
      for (JsonNode wanted : affinity.path("clusterNames")) {
        named |= wanted.asText().equals(name);
      }
      for (JsonNode excluded : affinity.path("exclude")) {
        named &= !excluded.asText().equals(name);
      }
      boolean labelled =
          affinity.path("labelSelector").isMissingNode()
              || LabelSelector.matches(
                  affinity.path("labelSelector"), Trees.at(cluster, "metadata", "labels"));
      if (named
          && labelled
          && Conditions.holds(cluster, "Ready")
          && Trees.at(cluster, "spec", "taints").isEmpty()
          && !cluster.path("metadata").has("deletionTimestamp")) {
        fitting.add(name);
      }
    }
    return fitting;
  }

  private int available(String cluster) {
    return clusters.member().apply(cluster).map(MemberSummary::available).orElse(0);
  }
}
