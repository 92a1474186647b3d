package dev.fedctl.app.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.Sandbox;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Kubernetes objects that stand, without what is chance or what their controllers only report.
 */
final class StandingObjects {

  /** What controllers make when somebody looks: who looks when is chance. */
  private static final Set<String> FLEETING =
      Set.of("pods", "events", "endpoints", "endpointslices.discovery.k8s.io", "nodes");

  private StandingObjects() {}

  static SortedMap<String, String> in(Sandbox sandbox) {
    SortedMap<String, String> standing = new TreeMap<>();
    sandbox
        .objects()
        .forEach(
            (key, object) -> {
              if (!FLEETING.contains(key.split("/", -1)[1])) {
                standing.put(Anonymous.text(key), content(object));
              }
            });
    return standing;
  }

  private static String content(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(
          java.util.List.of(
              "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"));
    }
    for (String secret : Set.of("data", "stringData")) {
      if (copy.path(secret) instanceof ObjectNode data && isSecret(object)) {
        data.fieldNames().forEachRemaining(key -> {});
        copy.put(secret, String.join(",", names(data)));
      }
    }
    return Anonymous.text(copy.toString());
  }

  private static boolean isSecret(JsonNode object) {
    return object.path("kind").asText().equals("Secret");
  }

  private static Iterable<String> names(ObjectNode data) {
    java.util.TreeSet<String> names = new java.util.TreeSet<>();
    data.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
