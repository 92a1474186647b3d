package dev.fedctl.activity.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Karmada's ResourceBinding says of the demo. */
record Binding(GenericKubernetesResource resource) {

  /** What keeps the demo from being scheduled and applied everywhere; empty when nothing does. */
  Optional<String> obstacle(int replicas) {
    return notTrue("Scheduled")
        .or(this::stale)
        .or(() -> division(replicas))
        .or(this::unapplied)
        .or(() -> notTrue("FullyApplied"));
  }

  /** Replicas by cluster, those with none left out. */
  Map<String, Integer> shares() {
    Map<String, Integer> shares = new LinkedHashMap<>();
    for (Map<String, Object> cluster : list("spec", "clusters")) {
      shares.put(String.valueOf(cluster.get("name")), number(cluster.get("replicas")));
    }
    return shares;
  }

  private Optional<String> stale() {
    Number seen = resource.get("status", "schedulerObservedGeneration");
    Long generation = resource.getMetadata().getGeneration();
    return seen != null && generation != null && seen.longValue() == generation
        ? Optional.empty()
        : Optional.of("the scheduler has not seen the newest demo");
  }

  private Optional<String> division(int replicas) {
    int sum = shares().values().stream().mapToInt(Integer::intValue).sum();
    return sum == replicas
        ? Optional.empty()
        : Optional.of("%d of %d replicas are divided".formatted(sum, replicas));
  }

  private Optional<String> unapplied() {
    List<Map<String, Object>> states = list("status", "aggregatedStatus");
    return shares().entrySet().stream()
        .flatMap(share -> unapplied(states, share.getKey(), share.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> unapplied(
      List<Map<String, Object>> states, String cluster, int replicas) {
    Optional<Map<String, Object>> state =
        states.stream().filter(s -> cluster.equals(s.get("clusterName"))).findFirst();
    if (state.isEmpty() || !Boolean.TRUE.equals(state.get().get("applied"))) {
      Object message = state.map(s -> s.get("appliedMessage")).orElse(null);
      return Optional.of(
          "it is not applied to \"%s\"%s"
              .formatted(cluster, message == null ? "" : ": " + message));
    }
    int ready =
        state.get().get("status") instanceof Map<?, ?> status
            ? number(status.get("readyReplicas"))
            : 0;
    if (!"Healthy".equals(state.get().get("health")) || ready != replicas) {
      return Optional.of(
          "%d of %d replicas are ready on \"%s\"".formatted(ready, replicas, cluster));
    }
    return Optional.empty();
  }

  private Optional<String> notTrue(String type) {
    return list("status", "conditions").stream()
        .filter(condition -> type.equals(condition.get("type")))
        .findFirst()
        .map(
            condition ->
                "True".equals(condition.get("status"))
                    ? ""
                    : "%s: %s %s"
                        .formatted(type, condition.get("reason"), condition.get("message")))
        .or(() -> Optional.of("it has no condition " + type))
        .filter(state -> !state.isEmpty());
  }

  private List<Map<String, Object>> list(Object... path) {
    List<Map<String, Object>> list = resource.get(path);
    return Objects.requireNonNullElse(list, List.of());
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }
}
