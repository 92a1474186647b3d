package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The path elements of the items of lists, and the set of paths that an object fills. */
final class Paths {

  private static final Set<String> ALWAYS =
      Set.of(
          "f:metadata",
          "f:spec",
          "f:status",
          "f:template",
          "f:strategy",
          "f:updateStrategy",
          "f:resources",
          "f:names");

  private Paths() {}

  /** Whether two values of this type merge part by part. */
  static boolean granular(Shape shape, JsonNode value) {
    return switch (shape) {
      case Shape.Struct struct -> !struct.atomic() && value.isObject();
      case Shape.Dictionary map -> !map.atomic() && value.isObject();
      case Shape.Sequence list -> list.merging() != Shape.Merging.ATOMIC && value.isArray();
      case Shape.Any any -> value.isObject();
      case Shape.Scalar scalar -> false;
    };
  }

  static Shape fieldShape(Shape shape, String field) {
    return switch (shape) {
      case Shape.Struct struct -> {
        Shape declared = struct.shapeOf(field);
        yield declared == null ? new Shape.Any() : declared;
      }
      case Shape.Dictionary map -> map.value();
      case Shape.Any any -> any;
      case Shape.Sequence list -> list.item();
      case Shape.Scalar scalar -> scalar;
    };
  }

  /** What tells an item of a granular list apart. A port's protocol is TCP when it says none. */
  static String element(Shape.Sequence list, JsonNode item) {
    if (list.merging() == Shape.Merging.SET) {
      return "v:" + item;
    }
    Map<String, JsonNode> keys = new TreeMap<>();
    for (String key : list.keys()) {
      JsonNode value = item.path(key);
      if (!value.isMissingNode()) {
        keys.put(key, value);
      } else if (key.equals("protocol")) {
        keys.put(key, TextNode.valueOf("TCP"));
      }
    }
    ObjectNode json = Trees.object();
    keys.forEach(json::set);
    return "k:" + json;
  }

  static Map<String, JsonNode> items(Shape.Sequence list, JsonNode array) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    array.forEach(item -> items.putIfAbsent(element(list, item), item));
    return items;
  }

  /**
   * Whether a field of a built-in type is always there: its Go struct holds it by value, or shows
   * it when it is empty, so that nobody ever adds it.
   */
  static boolean always(String element, Shape shape) {
    return switch (shape) {
      case Shape.Struct struct ->
          !struct.atomic() && !struct.name().equals("object") && ALWAYS.contains(element);
      case Shape.Sequence list ->
          element.equals("f:containers")
              && list.item() instanceof Shape.Struct item
              && item.name().equals("Container");
      case Shape.Dictionary map -> false;
      case Shape.Scalar scalar -> false;
      case Shape.Any any -> false;
    };
  }

  /** The paths that an applied configuration claims. */
  static FieldSet claimed(JsonNode object, Shape shape) {
    FieldSet set = new FieldSet();
    claim(set, object, shape, false);
    return set.tidy();
  }

  /** The paths of everything in a value, its containers included. */
  static void addAll(FieldSet set, JsonNode value, Shape shape) {
    claim(set, value, shape, true);
    set.insertSelf();
  }

  private static void claim(FieldSet set, JsonNode value, Shape shape, boolean containers) {
    if (!granular(shape, value)) {
      set.insertSelf();
      return;
    }
    if (shape instanceof Shape.Sequence list) {
      items(list, value)
          .forEach(
              (element, item) -> {
                FieldSet below = set.child(element);
                claim(below, item, list.item(), containers);
                below.insertSelf();
              });
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String element = "f:" + field.getKey();
      FieldSet below = set.child(element);
      claim(below, field.getValue(), fieldShape(shape, field.getKey()), containers);
      boolean declared =
          shape instanceof Shape.Struct struct && struct.fields().containsKey(field.getKey());
      boolean hollow = field.getValue().isObject() && field.getValue().isEmpty();
      boolean whole = containers && !always(element, fieldShape(shape, field.getKey()));
      if (hollow || !declared || whole) {
        below.insertSelf();
      }
    }
  }
}
