package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Gets and lists objects. What it returns shares trees with the store: write it out, no more. */
final class ObjectReader {

  private final ObjectStore store;

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
            .and(Selectors.fields(exchange.request().parameter("fieldSelector").orElse("")));
    return store.list(exchange.type().resource(), exchange.namespace()).stream()
        .filter(wanted)
        .toList();
  }

  ObjectNode list(Exchange exchange) {
    List<ObjectNode> chosen = chosen(exchange);
    int limit = number(exchange.request().parameter("limit"));
    int from = exchange.request().parameter("continue").map(ObjectReader::offset).orElse(0);
    int to = limit <= 0 ? chosen.size() : Math.min(chosen.size(), from + limit);
    ObjectNode list = Trees.object();
    list.put("kind", exchange.type().kind() + "List");
    list.put("apiVersion", exchange.type().apiVersion());
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(Math.max(1, store.revision())));
    if (to < chosen.size()) {
      metadata.put(
          "continue",
          Base64.getUrlEncoder().withoutPadding().encodeToString(("from:" + to).getBytes(UTF_8)));
      metadata.put("remainingItemCount", chosen.size() - to);
    }
    ArrayNode items = list.putArray("items");
    chosen
        .subList(Math.min(from, chosen.size()), to)
        .forEach(object -> items.add(versioned(exchange.type(), object)));
    return list;
  }

  private static int number(Optional<String> text) {
    try {
      return text.map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException e) {
      throw ApiRefusal.badRequest(
          "strconv.ParseInt: parsing \"" + text.orElse("") + "\": invalid syntax");
    }
  }

  private static int offset(String token) {
    try {
      return Integer.parseInt(
          new String(Base64.getUrlDecoder().decode(token), UTF_8).substring("from:".length()));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw ApiRefusal.badRequest("continue key is not valid: " + e.getMessage());
    }
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
