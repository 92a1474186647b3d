package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The caches in front of the storage of custom resources. One starts with the first request for its
 * resource; until it is filled, kube-apiserver refuses lists (429, KEP-4568), but not those that a
 * limit lets pass by it. It really takes some ten milliseconds; here always a second.
 */
final class Storages {

  private static final Duration FILLING = Duration.ofSeconds(1);

  private final ObjectStore store;
  private final Map<String, Instant> filledAt = new HashMap<>();

  Storages(ObjectStore store) {
    this.store = store;
  }

  void require(ResourceType type, ApiRequest request, Instant now) {
    if (!type.custom()) {
      return;
    }
    Optional<ObjectNode> definition =
        store.find("customresourcedefinitions.apiextensions.k8s.io", "", type.resource());
    if (definition.isEmpty()) {
      return;
    }
    String life = Trees.text(definition.get(), "metadata", "uid") + "/" + type.version();
    Instant filled = filledAt.computeIfAbsent(life, key -> now.plus(FILLING));
    boolean past =
        request.parameter("limit").map(RequestOptions::number).orElse(0) > 0
            && request.parameter("labelSelector").isEmpty()
            && request.parameter("fieldSelector").isEmpty();
    if (request.verb().equals("list") && filled.isAfter(now) && !past) {
      throw ApiRefusal.of(429, "TooManyRequests", "storage is (re)initializing").again(1);
    }
  }
}
