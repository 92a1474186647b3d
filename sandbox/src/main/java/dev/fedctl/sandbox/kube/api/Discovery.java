package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an API server says that it serves. */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final ResourceRegistry registry;

  Discovery(ResourceRegistry registry) {
    this.registry = registry;
  }

  /** The document at a path of one, two or three segments; empty when nothing is there. */
  Optional<ObjectNode> document(List<String> segments) {
    return switch (segments.size()) {
      case 1 -> Optional.of(segments.getFirst().equals("api") ? core() : groups());
      case 2 ->
          segments.getFirst().equals("api")
              ? resources("", segments.get(1))
              : group(segments.get(1));
      case 3 -> resources(segments.get(1), segments.get(2));
      default -> Optional.empty();
    };
  }

  /** Whether objects of a type are questions: they are answered and not kept. */
  static boolean onlyCreated(ResourceType type) {
    return type.plural().equals("selfsubjectaccessreviews");
  }

  /**
   * Everything in one document, as clients of today ask for it at {@code /api} and {@code /apis}.
   */
  ObjectNode aggregated(boolean core) {
    ObjectNode document = Trees.object();
    document.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
    document.putObject("metadata");
    ArrayNode items = document.putArray("items");
    versions()
        .forEach(
            (group, versions) -> {
              if (group.isEmpty() == core) {
                ObjectNode item = items.addObject();
                ObjectNode metadata = item.putObject("metadata");
                if (!group.isEmpty()) {
                  metadata.put("name", group);
                }
                ArrayNode list = item.putArray("versions");
                versions.forEach(version -> list.add(aggregated(group, version)));
              }
            });
    return document;
  }

  private ObjectNode aggregated(String group, String version) {
    ObjectNode entry = Trees.object().put("version", version);
    ArrayNode resources = entry.putArray("resources");
    for (ResourceType type : registry.all()) {
      if (type.group().equals(group) && type.version().equals(version)) {
        ObjectNode resource = resources.addObject();
        resource.put("resource", type.plural());
        kind(resource, type);
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
        resource.put("singularResource", type.kind().toLowerCase(Locale.ROOT));
        (onlyCreated(type) ? List.of("create") : VERBS).forEach(resource.putArray("verbs")::add);
        if (!type.shortNames().isEmpty()) {
          type.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        for (String subresource : type.subresources()) {
          ObjectNode below = resource.withArrayProperty("subresources").addObject();
          below.put("subresource", subresource);
          kind(below, type);
          Subresources.verbs(subresource).forEach(below.putArray("verbs")::add);
        }
      }
    }
    return entry.put("freshness", "Current");
  }

  private static void kind(ObjectNode resource, ResourceType type) {
    resource
        .putObject("responseKind")
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }

  private static ObjectNode core() {
    ObjectNode document = Trees.object();
    document.put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    document.putArray("serverAddressByClientCIDRs");
    return document;
  }

  private ObjectNode groups() {
    ObjectNode document = Trees.object();
    document.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode list = document.putArray("groups");
    versions().keySet().stream()
        .filter(group -> !group.isEmpty())
        .forEach(group -> list.add(describe(group, versions().getOrDefault(group, Set.of()))));
    return document;
  }

  private Optional<ObjectNode> group(String group) {
    Set<String> versions = versions().getOrDefault(group, Set.of());
    if (versions.isEmpty() || group.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode document = describe(group, versions);
    document.put("kind", "APIGroup").put("apiVersion", "v1");
    return Optional.of(document);
  }

  private static ObjectNode describe(String group, Set<String> versions) {
    ObjectNode document = Trees.object();
    document.put("name", group);
    ArrayNode list = document.putArray("versions");
    for (String version : versions) {
      list.addObject().put("groupVersion", group + "/" + version).put("version", version);
    }
    document.set("preferredVersion", list.get(list.size() - 1));
    return document;
  }

  private Map<String, Set<String>> versions() {
    Map<String, Set<String>> versions = new LinkedHashMap<>();
    registry
        .all()
        .forEach(
            type ->
                versions
                    .computeIfAbsent(type.group(), group -> new LinkedHashSet<>())
                    .add(type.version()));
    return versions;
  }

  private Optional<ObjectNode> resources(String group, String version) {
    List<ResourceType> types =
        registry.all().stream()
            .filter(type -> type.group().equals(group) && type.version().equals(version))
            .toList();
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode document = Trees.object();
    document.put("kind", "APIResourceList").put("apiVersion", "v1");
    document.put("groupVersion", types.getFirst().apiVersion());
    ArrayNode list = document.putArray("resources");
    for (ResourceType type : types) {
      ObjectNode entry = entry(list, type, type.plural());
      entry.put("singularName", type.kind().toLowerCase(Locale.ROOT));
      ArrayNode verbs = entry.putArray("verbs");
      (onlyCreated(type) ? List.of("create") : VERBS).forEach(verbs::add);
      if (!type.shortNames().isEmpty()) {
        ArrayNode shortNames = entry.putArray("shortNames");
        type.shortNames().forEach(shortNames::add);
      }
      for (String subresource : type.subresources()) {
        ObjectNode below = entry(list, type, type.plural() + "/" + subresource);
        below.put("singularName", "");
        Subresources.verbs(subresource).forEach(below.putArray("verbs")::add);
      }
    }
    return Optional.of(document);
  }

  private static ObjectNode entry(ArrayNode list, ResourceType type, String name) {
    return list.addObject()
        .put("name", name)
        .put("namespaced", type.namespaced())
        .put("kind", type.kind());
  }
}
