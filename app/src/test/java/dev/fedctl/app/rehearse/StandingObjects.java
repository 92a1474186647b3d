package dev.fedctl.app.rehearse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.Sandbox;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The Kubernetes objects that stand, without what is chance or what their controllers only report.
 */
final class StandingObjects {

  /** What controllers make when somebody looks: who looks when is chance. */
  private static final Set<String> FLEETING =
      Set.of(
          "pods",
          "events",
          "endpoints",
          "endpointslices.discovery.k8s.io",
          "nodes",
          "replicasets.apps");

  private static final List<String> CHANCE =
      List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");

  private StandingObjects() {}

  static SortedMap<String, String> in(Sandbox sandbox) {
    Things things = new Things();
    sandbox
        .objects()
        .forEach(
            (key, object) -> {
              if (!FLEETING.contains(key.split("/", -1)[1])) {
                things.add(key, content(object));
              }
            });
    return things.byName();
  }

  private static String content(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(CHANCE);
    }
    if (copy.path("kind").asText().equals("Secret")
        && copy.path("data") instanceof ObjectNode data) {
      TreeSet<String> names = new TreeSet<>();
      data.fieldNames().forEachRemaining(names::add);
      copy.put("data", String.join(", ", names));
    }
    return copy.toString();
  }
}
