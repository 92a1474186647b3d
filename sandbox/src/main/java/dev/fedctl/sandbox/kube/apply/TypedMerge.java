package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

  /**
   * As structured-merge-diff orders lists: what only the base has keeps its place between its
   * neighbours, shared items come in the order of {@code over}, new ones after those before them.
   */
  private static JsonNode overlayList(JsonNode base, JsonNode over, Shape.Sequence list) {
    Map<String, JsonNode> old = Paths.items(list, base);
    Map<String, JsonNode> now = Paths.items(list, over);
    List<String> left = new ArrayList<>(old.keySet());
    List<String> right = new ArrayList<>(now.keySet());
    Deque<String> shared = new ArrayDeque<>(right.stream().filter(old::containsKey).toList());
    Set<String> merged = new HashSet<>();
    ArrayNode result = Trees.array();
    int l = 0;
    int r = 0;
    while (l < left.size() || r < right.size()) {
      String mine = l < left.size() ? left.get(l) : "";
      String theirs = r < right.size() ? right.get(r) : "";
      boolean both = !mine.isEmpty() && !theirs.isEmpty();
      if (both && !mine.equals(theirs) && now.containsKey(mine) && !mine.equals(shared.peek())) {
        // Shared, but not the one that comes next.
        l++;
        continue;
      }
      if (!mine.isEmpty() && !now.containsKey(mine)) {
        result.add(item(old, mine).deepCopy());
        l++;
        continue;
      }
      if (!mine.isEmpty() && (mine.equals(theirs) || merged.contains(mine))) {
        l++;
      }
      if (!theirs.isEmpty()) {
        merged.add(theirs);
        JsonNode known = old.get(theirs);
        result.add(
            known == null
                ? item(now, theirs).deepCopy()
                : overlay(known, item(now, theirs), list.item()));
        r++;
        shared.remove(theirs);
      }
    }
    return result;
  }

  private static JsonNode item(Map<String, JsonNode> items, String element) {
    return Objects.requireNonNull(items.get(element));
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
