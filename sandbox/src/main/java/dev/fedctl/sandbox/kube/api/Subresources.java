package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.MergePatch;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Subresources with objects of their own: how many replicas, and tokens of accounts. */
final class Subresources {

  static final Set<String> OWN = Set.of("scale", "token");
  private static final int SHORTEST = 600;
  private static final int DEFAULT = 3600;

  private final ObjectStore store;
  private final ServiceAccountTokens tokens;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  Subresources(
      ObjectStore store, ServiceAccountTokens tokens, ObjectWriter writer, ObjectReader reader) {
    this.store = store;
    this.tokens = tokens;
    this.writer = writer;
    this.reader = reader;
  }

  /** The verbs of a subresource. */
  static List<String> verbs(String subresource) {
    return switch (subresource) {
      case "token" -> List.of("create");
      case "log" -> List.of("get");
      case "finalize" -> List.of("update");
      default -> List.of("get", "patch", "update");
    };
  }

  ObjectNode answer(Exchange exchange) {
    return exchange.request().subresource().equals("token") ? token(exchange) : scale(exchange);
  }

  private ObjectNode scale(Exchange exchange) {
    ObjectNode shown = scaleOf(reader.get(exchange));
    if (exchange.request().verb().equals("get")) {
      return shown;
    }
    JsonNode body = BodyReader.tree(exchange.request(), "Scale");
    JsonNode wanted =
        exchange.request().verb().equals("patch") ? MergePatch.apply(shown, body) : body;
    int replicas = Trees.at(wanted, "spec", "replicas").asInt();
    if (replicas < 0) {
      throw ApiRefusal.invalid(
          "Scale.autoscaling",
          "autoscaling",
          "Scale",
          exchange.request().name(),
          List.of(
              new Violation(
                  "FieldValueInvalid",
                  "spec.replicas",
                  "Invalid value: " + replicas + ": must be greater than or equal to 0")));
    }
    return scaleOf(writer.scale(exchange, replicas));
  }

  private static ObjectNode scaleOf(ObjectNode object) {
    ObjectNode scale = Trees.object();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, object.path("metadata").get(field));
    }
    scale.putObject("spec").put("replicas", Trees.at(object, "spec", "replicas").asInt());
    ObjectNode status = scale.putObject("status");
    status.put("replicas", Trees.at(object, "status", "replicas").asInt());
    List<String> labels = new ArrayList<>();
    Trees.at(object, "spec", "selector", "matchLabels")
        .properties()
        .forEach(label -> labels.add(label.getKey() + "=" + label.getValue().asText()));
    status.put("selector", String.join(",", labels));
    return scale;
  }

  private ObjectNode token(Exchange exchange) {
    String name = exchange.request().name();
    ObjectNode account =
        store
            .find("serviceaccounts", exchange.namespace(), name)
            .orElseThrow(() -> ApiRefusal.notFound(exchange.type(), name));
    ObjectNode request = BodyReader.object(exchange.request(), "TokenRequest");
    int seconds = Trees.at(request, "spec", "expirationSeconds").asInt(DEFAULT);
    if (seconds < SHORTEST) {
      throw ApiRefusal.invalid(
          "TokenRequest.authentication.k8s.io",
          "authentication.k8s.io",
          "TokenRequest",
          "",
          List.of(
              new Violation(
                  "FieldValueInvalid",
                  "spec.expirationSeconds",
                  "Invalid value: "
                      + seconds
                      + ": may not specify a duration less than 10 minutes")));
    }
    // Tokens are security: they expire in real time.
    Instant end = exchange.request().wire().arrivedAt().plus(Duration.ofSeconds(seconds));
    request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    Trees.ensure(request, "spec").put("expirationSeconds", seconds);
    Trees.ensure(request, "status")
        .put(
            "token",
            tokens.issue(exchange.namespace(), name, Trees.text(account, "metadata", "uid"), end))
        .put("expirationTimestamp", Identities.time(end));
    return request;
  }
}
