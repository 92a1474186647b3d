package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Empty lists and maps of built-in kinds, which kube-apiserver does not keep: it shows most of them
 * not at all, and those that its types always show as null.
 */
public final class Emptiness {

  private static final Set<String> SHOWN =
      Set.of(
          "ClusterRole.rules",
          "Role.rules",
          "PodSpec.containers",
          "CustomResourceDefinitionStatus.conditions",
          "CustomResourceDefinitionStatus.storedVersions");

  private Emptiness() {}

  /** Changes a fresh tree that conforms to its type. */
  public static void settle(JsonNode value, Shape shape) {
    switch (shape) {
      case Shape.Struct struct when value instanceof ObjectNode object -> fields(object, struct);
      case Shape.Dictionary map -> value.forEach(item -> settle(item, map.value()));
      case Shape.Sequence list -> value.forEach(item -> settle(item, list.item()));
      default -> {
        // Single values are never empty, and anything else is kept as it is.
      }
    }
  }

  private static void fields(ObjectNode object, Shape.Struct struct) {
    List<String> gone = new ArrayList<>();
    for (var field : object.properties()) {
      Shape declared = struct.fields().get(field.getKey());
      if (declared == null) {
        continue;
      }
      settle(field.getValue(), declared);
      boolean collection =
          declared instanceof Shape.Sequence || declared instanceof Shape.Dictionary;
      if (collection && field.getValue().isEmpty()) {
        gone.add(field.getKey());
      }
    }
    object.remove(gone);
    for (String name : struct.fields().keySet()) {
      if (SHOWN.contains(struct.name() + "." + name) && !object.has(name)) {
        object.set(name, NullNode.getInstance());
      }
    }
  }
}
