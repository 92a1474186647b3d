package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gets and lists objects. What it returns shares trees with the store: write it out, no more. */
final class ObjectReader {

  private final ObjectStore store;
  private final Pages pages = new Pages();

  ObjectReader(ObjectStore store) {
    this.store = store;
  }

  ObjectNode get(Exchange exchange) {
    ObjectNode object =
        store
            .find(exchange.type().resource(), exchange.namespace(), exchange.request().name())
            .orElseThrow(() -> ApiRefusal.notFound(exchange.type(), exchange.request().name()));
    state(object).ifPresent(exchange.effects()::observed);
    exchange.effects().showed(Changes.resource(object));
    return versioned(exchange.type(), object);
  }

  /** An object as its stored version says, or shown in another served version. */
  static ObjectNode versioned(ResourceType type, ObjectNode object) {
    if (Trees.text(object, "apiVersion").equals(type.apiVersion())) {
      return object;
    }
    ObjectNode shown = object.deepCopy();
    shown.put("apiVersion", type.apiVersion());
    return shown;
  }

  List<ObjectNode> chosen(Exchange exchange) {
    Predicate<JsonNode> wanted =
        Selectors.labels(exchange.request().parameter("labelSelector").orElse(""))
            .and(
                Selectors.fields(
                    exchange.type(), exchange.request().parameter("fieldSelector").orElse("")));
    return store.list(exchange.type().resource(), exchange.namespace()).stream()
        .filter(wanted)
        .toList();
  }

  ObjectNode list(Exchange exchange) {
    ApiRequest request = exchange.request();
    RequestOptions.list(request, store.revision());
    List<ObjectNode> chosen = chosen(exchange);
    long revision = Math.max(1, store.revision());
    Instant since = exchange.now();
    Optional<String> token = request.parameter("continue").filter(text -> !text.isEmpty());
    if (token.isPresent()) {
      Pages.Rest rest = pages.of(token.get(), exchange.now());
      chosen = rest.objects();
      revision = rest.revision();
      since = rest.since();
    }
    int limit = request.parameter("limit").map(RequestOptions::number).orElse(0);
    int end = limit <= 0 ? chosen.size() : Math.min(chosen.size(), limit);
    ObjectNode list = shown(exchange.type(), chosen.subList(0, end));
    ObjectNode metadata = (ObjectNode) list.get("metadata");
    metadata.put("resourceVersion", Long.toString(revision));
    if (end < chosen.size()) {
      List<ObjectNode> rest = chosen.subList(end, chosen.size());
      metadata.put("continue", pages.keep(rest, revision, since));
      // With a selector nobody counts what is left.
      if (request.parameter("labelSelector").isEmpty()
          && request.parameter("fieldSelector").isEmpty()) {
        metadata.put("remainingItemCount", rest.size());
      }
    }
    return list;
  }

  /** A list of objects; items of built-in kinds do not say what they are. */
  static ObjectNode shown(ResourceType type, List<ObjectNode> objects) {
    ObjectNode list = Trees.object();
    list.put("kind", type.kind() + "List");
    list.put("apiVersion", type.apiVersion());
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    for (ObjectNode object : objects) {
      if (type.custom()) {
        items.add(versioned(type, object));
      } else {
        ObjectNode item = items.addObject();
        object
            .properties()
            .forEach(
                field -> {
                  if (!field.getKey().equals("kind") && !field.getKey().equals("apiVersion")) {
                    item.set(field.getKey(), field.getValue());
                  }
                });
      }
    }
    return list;
  }

  /**
   * Ready or NotReady for kinds that say so, with the ready and the wanted replicas of those that
   * have them; the phase for those that have one.
   */
  static Optional<String> state(ObjectNode object) {
    String kind = Trees.text(object, "kind");
    if (kind.equals("StatefulSet") || kind.equals("Deployment")) {
      int wanted = Trees.at(object, "spec", "replicas").asInt(1);
      int ready = Trees.at(object, "status", "readyReplicas").asInt();
      return Optional.of((ready >= wanted ? "Ready " : "NotReady ") + ready + "/" + wanted);
    }
    for (JsonNode condition : Trees.at(object, "status", "conditions")) {
      String type = Trees.text(condition, "type");
      if (List.of("Ready", "Available", "Established", "FullyApplied").contains(type)) {
        return Optional.of(Trees.text(condition, "status").equals("True") ? "Ready" : "NotReady");
      }
    }
    if (kind.equals("Service") && Trees.text(object, "spec", "type").equals("LoadBalancer")) {
      return Optional.of(
          Trees.at(object, "status", "loadBalancer", "ingress").isEmpty() ? "NotReady" : "Ready");
    }
    return Trees.maybeText(object, "status", "phase");
  }
}
