package dev.fedctl.activity.golden;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An object as its leaves by path, so that two can be compared leaf by leaf. */
final class Flat {

  private Flat() {}

  /** The documents of a YAML text. */
  @SuppressWarnings("unchecked") // A document of these files is a mapping with string keys.
  static List<Map<String, Object>> documents(String yaml) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (String part : yaml.split("(?m)^---$")) {
      Map<String, Object> document = Serialization.unmarshal(part, Map.class);
      if (document != null) {
        documents.add(document);
      }
    }
    return documents;
  }

  /** {@code Kind/name}, with the namespace between them where there is one. */
  static String id(Map<String, Object> document) {
    Map<?, ?> metadata = (Map<?, ?>) document.getOrDefault("metadata", Map.of());
    Object namespace = metadata.get("namespace");
    return document.get("kind")
        + "/"
        + (namespace == null ? "" : namespace + "/")
        + metadata.get("name");
  }

  static Map<String, String> leaves(Map<String, Object> document) {
    Map<String, String> leaves = new TreeMap<>();
    add(leaves, "", document);
    leaves.keySet().removeIf(path -> path.matches("/(kind|apiVersion|metadata/(name|namespace))"));
    return leaves;
  }

  private static void add(Map<String, String> leaves, String path, Object value) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> leaves.put(path, "{}");
      case Map<?, ?> map -> map.forEach((key, child) -> add(leaves, path + "/" + key, child));
      case List<?> list when list.isEmpty() -> leaves.put(path, "[]");
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(leaves, path + "/" + key(list.get(i), i), rest(list.get(i)));
        }
      }
      case null -> leaves.put(path, "null");
      default -> leaves.put(path, String.valueOf(value));
    }
  }

  /** Elements are known by their name or flag, not by their place. */
  private static String key(Object element, int index) {
    if (element instanceof Map<?, ?> map) {
      for (String key : List.of("name", "mountPath", "topologyKey")) {
        if (map.get(key) instanceof String name && !name.isEmpty()) {
          return name;
        }
      }
    }
    if (element instanceof String flag && flag.startsWith("--") && flag.contains("=")) {
      return flag.substring(0, flag.indexOf('='));
    }
    return Integer.toString(index);
  }

  private static Object rest(Object element) {
    return element instanceof String flag && flag.startsWith("--") && flag.contains("=")
        ? flag.substring(flag.indexOf('=') + 1)
        : element;
  }
}
