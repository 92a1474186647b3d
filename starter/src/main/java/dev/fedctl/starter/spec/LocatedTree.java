package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** The node at this pointer was taken from an option: so were the places of all its parts. */
  void relocate(String pointer, String option, LocatedTree value) {
    places.keySet().removeIf(known -> known.equals(pointer) || known.startsWith(pointer + "/"));
    scalars.keySet().removeIf(known -> known.equals(pointer) || known.startsWith(pointer + "/"));
    value.places.forEach((at, place) -> places.put(pointer + at, new Place(option, 0, 0)));
    value.scalars.forEach((at, text) -> scalars.put(pointer + at, text));
  }
}
