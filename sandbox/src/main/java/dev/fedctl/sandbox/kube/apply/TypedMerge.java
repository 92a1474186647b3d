package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/** Lays one object over another, and takes paths out of one, by the rules of their type. */
final class TypedMerge {

  private TypedMerge() {}

  /** A new tree: {@code over} where it says something, else {@code base}. */
  static JsonNode overlay(JsonNode base, JsonNode over, Shape shape) {
    if (!Paths.granular(shape, base) || !Paths.granular(shape, over)) {
      return over.deepCopy();
    }
    if (shape instanceof Shape.Sequence list) {
      return overlayList(base, over, list);
    }
    ObjectNode result = base.deepCopy();
    for (Map.Entry<String, JsonNode> field : over.properties()) {
      JsonNode known = base.get(field.getKey());
      result.set(
          field.getKey(),
          known == null
              ? field.getValue().deepCopy()
              : overlay(known, field.getValue(), Paths.fieldShape(shape, field.getKey())));
    }
    return result;
  }

  /** Items that only the base has keep their place before the items that follow them there. */
  private static JsonNode overlayList(JsonNode base, JsonNode over, Shape.Sequence list) {
    Map<String, JsonNode> old = Paths.items(list, base);
    Map<String, JsonNode> now = Paths.items(list, over);
    ArrayNode result = Trees.array();
    Deque<Map.Entry<String, JsonNode>> waiting = new ArrayDeque<>(old.entrySet());
    now.forEach(
        (element, item) -> {
          JsonNode known = old.get(element);
          if (known == null) {
            result.add(item.deepCopy());
            return;
          }
          boolean ahead = waiting.stream().anyMatch(entry -> entry.getKey().equals(element));
          while (ahead && !waiting.isEmpty()) {
            Map.Entry<String, JsonNode> next = waiting.remove();
            ahead = !next.getKey().equals(element);
            if (ahead && !now.containsKey(next.getKey())) {
              result.add(next.getValue().deepCopy());
            }
          }
          result.add(overlay(known, item, list.item()));
        });
    waiting.stream()
        .filter(entry -> !now.containsKey(entry.getKey()))
        .forEach(entry -> result.add(entry.getValue().deepCopy()));
    return result;
  }

  /**
   * Takes {@code gone} out of a fresh tree, but nothing that {@code kept} names, above or below.
   */
  static void remove(JsonNode value, Shape shape, FieldSet gone, FieldSet kept) {
    if (!Paths.granular(shape, value)) {
      return;
    }
    if (shape instanceof Shape.Sequence list && value instanceof ArrayNode array) {
      Iterator<JsonNode> items = array.iterator();
      while (items.hasNext()) {
        JsonNode item = items.next();
        String element = Paths.element(list, item);
        if (removes(gone.below(element), kept.below(element))) {
          items.remove();
        } else {
          remove(item, list.item(), gone.below(element), kept.below(element));
        }
      }
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> fields = ((ObjectNode) value).properties().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      FieldSet goneBelow = gone.below("f:" + field.getKey());
      FieldSet keptBelow = kept.below("f:" + field.getKey());
      if (goneBelow.isEmpty()) {
        continue;
      }
      if (removes(goneBelow, keptBelow)) {
        fields.remove();
        continue;
      }
      boolean wasEmpty = field.getValue().isEmpty();
      remove(field.getValue(), Paths.fieldShape(shape, field.getKey()), goneBelow, keptBelow);
      if (!wasEmpty && field.getValue().isContainerNode() && field.getValue().isEmpty()) {
        fields.remove();
      }
    }
  }

  private static boolean removes(FieldSet gone, FieldSet kept) {
    return gone.isMember() && kept.isEmpty();
  }
}
