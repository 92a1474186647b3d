package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the namespace controller says of a namespace that cannot end yet (kube-controller-manager,
 * {@code namespace_conditions.go}): what is left in it, and which finalizers hold that.
 */
final class TerminatingNamespace {

  private TerminatingNamespace() {}

  static void tell(ObjectStore store, ObjectNode namespace, Instant now) {
    String name = Trees.text(namespace, "metadata", "name");
    Map<String, Integer> left = new TreeMap<>();
    Map<String, Integer> holders = new TreeMap<>();
    for (String resource : store.resourcesIn(name)) {
      for (ObjectNode object : store.list(resource, name)) {
        left.merge(resource.contains(".") ? resource : resource + ".", 1, Integer::sum);
        for (JsonNode finalizer : Trees.at(object, "metadata", "finalizers")) {
          holders.merge(finalizer.asText(), 1, Integer::sum);
        }
      }
    }
    ObjectNode told = namespace.deepCopy();
    ArrayNode conditions = Trees.ensure(told, "status").putArray("conditions");
    condition(
        conditions,
        "NamespaceDeletionDiscoveryFailure",
        "False",
        "ResourcesDiscovered",
        "All resources successfully discovered");
    condition(
        conditions,
        "NamespaceDeletionGroupVersionParsingFailure",
        "False",
        "ParsedGroupVersions",
        "All legacy kube types successfully parsed");
    condition(
        conditions,
        "NamespaceDeletionContentFailure",
        "False",
        "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization");
    condition(
        conditions,
        "NamespaceContentRemaining",
        "True",
        "SomeResourcesRemain",
        "Some resources are remaining: " + listed(left, " has "));
    condition(
        conditions,
        "NamespaceFinalizersRemaining",
        "True",
        "SomeFinalizersRemain",
        "Some content in the namespace has finalizers remaining: " + listed(holders, " in "));
    date(conditions, namespace, now);
    if (!Trees.same(told, namespace)) {
      store.put("namespaces", told);
    }
  }

  private static String listed(Map<String, Integer> counts, String between) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + between + entry.getValue() + " resource instances")
        .collect(Collectors.joining(", "));
  }

  private static void condition(
      ArrayNode conditions, String type, String status, String reason, String message) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", status)
        .put("reason", reason)
        .put("message", message);
  }

  /** A condition keeps the time of its last transition. */
  private static void date(ArrayNode conditions, ObjectNode before, Instant now) {
    JsonNode known = Trees.at(before, "status", "conditions");
    for (int i = 0; i < conditions.size(); i++) {
      String at = Trees.text(known.path(i), "lastTransitionTime");
      ((ObjectNode) conditions.get(i))
          .put("lastTransitionTime", at.isEmpty() ? Identities.time(now) : at);
    }
  }
}
