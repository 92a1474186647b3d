package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kube.schema.BuiltInTypes;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one API server serves. Guarded by the kernel's lock. */
public final class ResourceRegistry {

  private static final List<ResourceType> BUILT_IN =
      BuiltInTypes.lines("kinds.txt").stream().map(ResourceRegistry::parse).toList();

  private final Map<String, ResourceType> byPath = new LinkedHashMap<>();

  public ResourceRegistry() {
    BUILT_IN.forEach(this::add);
  }

  public void add(ResourceType type) {
    byPath.put(path(type.group(), type.version(), type.plural()), type);
  }

  public void remove(ResourceType type) {
    byPath.remove(path(type.group(), type.version(), type.plural()));
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(byPath.get(path(group, version, plural)));
  }

  /** The served type of a kind, as an object names it. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return byPath.values().stream()
        .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
        .findFirst();
  }

  /** The kinds of an API version. */
  Set<String> kinds(String apiVersion) {
    return byPath.values().stream()
        .filter(type -> type.apiVersion().equals(apiVersion))
        .map(ResourceType::kind)
        .collect(Collectors.toSet());
  }

  /** Whether a version of a group is one that every API server has. */
  boolean builtIn(String group, String version) {
    return BUILT_IN.stream()
        .anyMatch(type -> type.group().equals(group) && type.version().equals(version));
  }

  /** Whether a version of a group is served. */
  boolean serves(String group, String version) {
    return byPath.values().stream()
        .anyMatch(type -> type.group().equals(group) && type.version().equals(version));
  }

  public List<ResourceType> all() {
    return new ArrayList<>(byPath.values());
  }

  /** Any served version of {@code plural.group}. */
  public Optional<ResourceType> ofResource(String resource) {
    return byPath.values().stream().filter(type -> type.resource().equals(resource)).findFirst();
  }

  private static ResourceType parse(String line) {
    String[] words = line.split(" ");
    return new ResourceType(
        words[0].equals("-") ? "" : words[0],
        words[1],
        words[2],
        words[3],
        words[4].equals("N"),
        words(words[5]),
        words(words[6]),
        BuiltInTypes.named(words[7]),
        false);
  }

  private static List<String> words(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(","));
  }

  private static String path(String group, String version, String plural) {
    return group + "/" + version + "/" + plural;
  }
}
