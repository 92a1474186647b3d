package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A YAML document as JSON, with the place of every node and the text of every scalar. Nodes are
 * named by JSON pointer.
 */
final class LocatedTree {

  private final JsonNode root;
  private final Map<String, Place> places;
  private final Map<String, String> scalars;

  LocatedTree(JsonNode root, Map<String, Place> places, Map<String, String> scalars) {
    this.root = root;
    this.places = new TreeMap<>(places);
    this.scalars = new TreeMap<>(scalars);
  }

  JsonNode root() {
    return root;
  }

  /** A scalar as it was written: {@code 1.30}, where the number would be 1.3. */
  Optional<String> text(String pointer) {
    return Optional.ofNullable(scalars.get(pointer));
  }

  /** The place of a node, or of the nearest one around it that was written. */
  Optional<Place> place(String pointer) {
    for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
      Place place = places.get(at);
      if (place != null) {
        return Optional.of(place);
      }
      if (at.isEmpty()) {
        return Optional.empty();
      }
    }
  }

  /**
   * Lays another document over this one: maps are merged key by key, everything else is replaced,
   * and is found from then on where the other has it.
   */
  void overlay(LocatedTree upper) {
    overlay("", root, upper, upper.root);
  }

  private void overlay(String pointer, JsonNode below, LocatedTree upper, JsonNode above) {
    for (Map.Entry<String, JsonNode> field : above.properties()) {
      String at = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode old = below.path(field.getKey());
      if (old.isObject() && field.getValue().isObject()) {
        overlay(at, old, upper, field.getValue());
      } else {
        ((ObjectNode) below).set(field.getKey(), field.getValue());
        forget(at);
        upper.places.forEach((key, place) -> take(at, key, place, places));
        upper.scalars.forEach((key, text) -> take(at, key, text, scalars));
      }
    }
  }

  private static <T> void take(String at, String key, T value, Map<String, T> into) {
    if (key.equals(at) || key.startsWith(at + "/")) {
      into.put(key, value);
    }
  }

  private void forget(String pointer) {
    places.keySet().removeIf(known -> known.equals(pointer) || known.startsWith(pointer + "/"));
    scalars.keySet().removeIf(known -> known.equals(pointer) || known.startsWith(pointer + "/"));
  }

  /** This tree as one part of a larger one, below these keys. */
  LocatedTree below(List<String> keys) {
    JsonNode outer = root;
    for (String key : keys.reversed()) {
      outer = JsonNodeFactory.instance.objectNode().set(key, outer);
    }
    String pointer = "/" + String.join("/", keys);
    Map<String, Place> movedPlaces = new TreeMap<>();
    places.forEach((at, place) -> movedPlaces.put(pointer + at, place));
    Map<String, String> movedScalars = new TreeMap<>();
    scalars.forEach((at, text) -> movedScalars.put(pointer + at, text));
    return new LocatedTree(outer, movedPlaces, movedScalars);
  }

  /** The node at this pointer was taken from an option: so were the places of all its parts. */
  void relocate(String pointer, String option, LocatedTree value) {
    forget(pointer);
    value.places.forEach((at, place) -> places.put(pointer + at, new Place(option, 0, 0)));
    value.scalars.forEach((at, text) -> scalars.put(pointer + at, text));
  }
}
