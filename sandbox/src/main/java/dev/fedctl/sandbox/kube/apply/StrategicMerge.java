package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.Map;

/**
 * Kubernetes' strategic merge patch: lists of keyed objects merge by their first key, lists that
 * are sets unite, directives {@code $patch}, {@code $deleteFromPrimitiveList}, {@code $retainKeys}.
 */
public final class StrategicMerge {

  private StrategicMerge() {}

  /** A new tree. */
  public static ObjectNode apply(ObjectNode base, ObjectNode patch, Shape shape) {
    if (Trees.text(patch, "$patch").equals("replace")) {
      ObjectNode replaced = patch.deepCopy();
      replaced.remove("$patch");
      return replaced;
    }
    ObjectNode result = base.deepCopy();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.startsWith("$deleteFromPrimitiveList/")) {
        delete(result.path(name.substring(name.indexOf('/') + 1)), value);
      } else if (name.equals("$retainKeys")) {
        result.properties().removeIf(known -> !contains(value, known.getKey()));
      } else if (name.startsWith("$")) {
        // $setElementOrder and directives that mean nothing here
      } else if (value.isNull()) {
        result.remove(name);
      } else {
        Shape below = Paths.fieldShape(shape, name);
        result.set(name, merged(result.path(name), value, below));
      }
    }
    return result;
  }

  private static JsonNode merged(JsonNode base, JsonNode patch, Shape shape) {
    if (base instanceof ObjectNode old && patch instanceof ObjectNode now) {
      return apply(old, now, shape);
    }
    if (base instanceof ArrayNode old
        && patch instanceof ArrayNode now
        && shape instanceof Shape.Sequence list) {
      return switch (list.merging()) {
        case ATOMIC -> now.deepCopy();
        case SET -> united(old, now);
        case MAP -> keyed(old, now, list);
      };
    }
    JsonNode fresh = patch.deepCopy();
    Trees.dropNulls(fresh);
    return fresh;
  }

  private static ArrayNode united(ArrayNode old, ArrayNode now) {
    ArrayNode result = old.deepCopy();
    for (JsonNode value : now) {
      if (!contains(result, value.asText())) {
        result.add(value);
      }
    }
    return result;
  }

  private static ArrayNode keyed(ArrayNode old, ArrayNode now, Shape.Sequence list) {
    ArrayNode result = old.deepCopy();
    String key = list.keys().getFirst();
    ArrayNode fresh = Trees.array();
    for (JsonNode item : now) {
      if (Trees.text(item, "$patch").equals("replace")) {
        result.removeAll();
        continue;
      }
      int place = place(result, key, item.path(key));
      if (Trees.text(item, "$patch").equals("delete")) {
        if (place >= 0) {
          result.remove(place);
        }
      } else if (place < 0) {
        fresh.add(item.deepCopy());
      } else {
        result.set(place, merged(result.get(place), item, list.item()));
      }
    }
    // New items come before those that the server has, unless $setElementOrder says otherwise.
    return fresh.addAll(result);
  }

  private static int place(ArrayNode items, String key, JsonNode value) {
    if (value.isMissingNode()) {
      throw new PatchFailure("map: " + value + " does not contain declared merge key: " + key);
    }
    for (int i = 0; i < items.size(); i++) {
      if (Trees.same(items.get(i).path(key), value)) {
        return i;
      }
    }
    return -1;
  }

  private static void delete(JsonNode list, JsonNode values) {
    if (list instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (contains(values, array.get(i).asText())) {
          array.remove(i);
        }
      }
    }
  }

  private static boolean contains(JsonNode list, String text) {
    for (JsonNode value : list) {
      if (value.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
