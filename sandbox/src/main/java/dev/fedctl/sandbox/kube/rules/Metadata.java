package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What kube-apiserver demands of every object's metadata. */
public final class Metadata {

  private static final Set<String> FREE_NAMES =
      Set.of("clusterroles", "clusterrolebindings", "roles", "rolebindings");
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("orphan", "foregroundDeletion", "kubernetes");
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;

  private Metadata() {}

  /** What is wrong with an object's metadata. */
  public static List<Violation> check(ResourceType type, ObjectNode object) {
    List<Violation> found = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    String prefix = Trees.text(metadata, "generateName");
    if (!prefix.isEmpty()) {
      // A dash at the end is none any more once a suffix follows.
      String masked =
          prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix;
      Names.invalid(found, "metadata.generateName", prefix, name(type.plural(), masked));
    }
    String name = Trees.text(metadata, "name");
    if (name.isEmpty()) {
      found.add(
          new Violation(
              "FieldValueRequired",
              "metadata.name",
              "Required value: name or generateName is required"));
    } else {
      Names.invalid(found, "metadata.name", name, name(type.plural(), name));
    }
    Names.labels(metadata.path("labels"), "metadata.labels", found);
    annotations(metadata.path("annotations"), found);
    owners(metadata.path("ownerReferences"), found);
    finalizers(metadata.path("finalizers"), found);
    return found;
  }

  private static List<String> name(String plural, String name) {
    if (FREE_NAMES.contains(plural)) {
      List<String> wrong = new ArrayList<>();
      if (name.equals(".") || name.equals("..")) {
        wrong.add("may not be '" + name + "'");
      }
      for (String banned : List.of("/", "%")) {
        if (name.contains(banned)) {
          wrong.add("may not contain '" + banned + "'");
        }
      }
      return wrong;
    }
    return switch (plural) {
      case "services" -> Names.rfc1035(name);
      case "namespaces" -> Names.label(name);
      default -> Names.subdomain(name);
    };
  }

  private static void annotations(JsonNode annotations, List<Violation> found) {
    Names.annotationKeys(annotations, "metadata.annotations", found);
    long size = 0;
    for (var annotation : annotations.properties()) {
      size += annotation.getKey().length() + annotation.getValue().asText().length();
    }
    if (size > ANNOTATIONS_LIMIT) {
      found.add(tooLong("metadata.annotations", ANNOTATIONS_LIMIT));
    }
  }

  static Violation tooLong(String field, int most) {
    return new Violation(
        "FieldValueTooLong", field, "Too long: may not be more than " + most + " bytes");
  }

  private static void owners(JsonNode owners, List<Violation> found) {
    for (JsonNode owner : owners) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (Trees.text(owner, field).isEmpty()) {
          Names.invalid(
              found,
              "metadata.ownerReferences." + field,
              "",
              field.equals("apiVersion") ? "version must not be empty" : "must not be empty");
        }
      }
    }
  }

  private static void finalizers(JsonNode finalizers, List<Violation> found) {
    for (int i = 0; i < finalizers.size(); i++) {
      String name = finalizers.get(i).asText();
      Names.invalid(found, "metadata.finalizers", name, Names.qualified(name));
      if (name.indexOf('/') < 0 && !STANDARD_FINALIZERS.contains(name)) {
        Names.invalid(
            found,
            "metadata.finalizers[" + i + "]",
            name,
            "name is neither a standard finalizer name nor is it fully qualified");
      }
    }
  }

  /** What may not change in metadata: an object that goes gets no new finalizers. */
  public static List<Violation> check(ObjectNode before, ObjectNode after) {
    if (!before.path("metadata").has("deletionTimestamp")) {
      return List.of();
    }
    List<String> added = new ArrayList<>();
    JsonNode known = Trees.at(before, "metadata", "finalizers");
    for (JsonNode finalizer : Trees.at(after, "metadata", "finalizers")) {
      boolean old = false;
      for (JsonNode one : known) {
        old |= one.equals(finalizer);
      }
      if (!old) {
        added.add("\"" + finalizer.asText() + "\"");
      }
    }
    if (added.isEmpty()) {
      return List.of();
    }
    Violation refused =
        new Violation(
            "FieldValueForbidden",
            "metadata.finalizers",
            "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                + " finalizers []string{"
                + String.join(", ", added)
                + "}");
    return List.of(refused, refused);
  }
}
