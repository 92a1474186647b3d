package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes what has owners and none of them left, and ends foreground deletions. It follows the
 * store, so that it costs nothing while no owner goes.
 */
final class GarbageCollector {

  private static final String FOREGROUND = "foregroundDeletion";

  private record Key(String resource, String namespace, String name) {}

  private final ApiServer server;
  private final ObjectStore store;
  private final Set<Key> owned = new HashSet<>();
  private final Map<Key, String> ending = new LinkedHashMap<>();
  private boolean due;

  GarbageCollector(ApiServer server) {
    this.server = server;
    this.store = server.store();
    store.listen(this::note);
  }

  private void note(String resource, ObjectNode object, boolean removed) {
    Key key =
        new Key(
            resource,
            Trees.text(object, "metadata", "namespace"),
            Trees.text(object, "metadata", "name"));
    if (removed) {
      owned.remove(key);
      ending.remove(key);
      due |= !owned.isEmpty();
      return;
    }
    if (Trees.at(object, "metadata", "ownerReferences").isEmpty()) {
      owned.remove(key);
    } else {
      owned.add(key);
      due |= !isOwned(object);
    }
    for (var finalizer : Trees.at(object, "metadata", "finalizers")) {
      if (finalizer.asText().equals(FOREGROUND)) {
        ending.put(key, Trees.text(object, "metadata", "uid"));
        due = true;
      }
    }
  }

  private boolean isOwned(ObjectNode object) {
    for (var owner : Trees.at(object, "metadata", "ownerReferences")) {
      String uid = Trees.text(owner, "uid");
      if (store.holds(uid) && !ending.containsValue(uid)) {
        return true;
      }
    }
    return false;
  }

  void collect(Effects effects) {
    while (due) {
      due = false;
      for (Key key : List.copyOf(owned)) {
        store
            .find(key.resource(), key.namespace(), key.name())
            .filter(object -> !isOwned(object))
            .ifPresent(object -> delete(key, object, effects));
      }
      for (Key key : List.copyOf(ending.keySet())) {
        ending.remove(key);
        store
            .find(key.resource(), key.namespace(), key.name())
            .ifPresent(object -> finish(key, object, effects));
      }
    }
  }

  private void delete(Key key, ObjectNode object, Effects effects) {
    String kind =
        server.registry().ofResource(key.resource()).map(ResourceType::kind).orElse(key.resource());
    server.changes().delete("garbage-collector", key.resource(), kind, object, effects);
  }

  private void finish(Key key, ObjectNode parent, Effects effects) {
    ObjectNode freed = parent.deepCopy();
    ArrayNode finalizers = (ArrayNode) Trees.at(freed, "metadata", "finalizers");
    for (int i = finalizers.size() - 1; i >= 0; i--) {
      if (finalizers.get(i).asText().equals(FOREGROUND)) {
        finalizers.remove(i);
      }
    }
    if (finalizers.isEmpty()) {
      delete(key, freed, effects);
    } else {
      store.put(key.resource(), freed);
    }
  }
}
