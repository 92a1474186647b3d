package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What changed between two states of one object. */
record Difference(FieldSet added, FieldSet modified, FieldSet removed) {

  static Difference between(JsonNode before, JsonNode after, Shape shape) {
    Difference result = new Difference(new FieldSet(), new FieldSet(), new FieldSet());
    result.compare(before, after, shape);
    result.added.tidy();
    result.modified.tidy();
    result.removed.tidy();
    return result;
  }

  private void compare(JsonNode before, JsonNode after, Shape shape) {
    if (before.isMissingNode() && after.isMissingNode()) {
      return;
    }
    if (before.isMissingNode()) {
      Paths.addAll(added, after, shape);
      return;
    }
    if (after.isMissingNode()) {
      Paths.addAll(removed, before, shape);
      return;
    }
    if (!Paths.granular(shape, before) || !Paths.granular(shape, after)) {
      if (!Trees.same(before, after)) {
        modified.insertSelf();
      }
      return;
    }
    if (shape instanceof Shape.Sequence list) {
      Map<String, JsonNode> old = Paths.items(list, before);
      Map<String, JsonNode> now = Paths.items(list, after);
      Set<String> elements = new LinkedHashSet<>(old.keySet());
      elements.addAll(now.keySet());
      for (String element : elements) {
        descend(
            element,
            old.getOrDefault(element, MissingNode.getInstance()),
            now.getOrDefault(element, MissingNode.getInstance()),
            list.item());
      }
      return;
    }
    Set<String> fields = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(fields::add);
    after.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      descend("f:" + field, before.path(field), after.path(field), Paths.fieldShape(shape, field));
    }
  }

  private static JsonNode present(JsonNode value, Shape shape) {
    if (!value.isMissingNode()) {
      return value;
    }
    return shape instanceof Shape.Sequence ? Trees.array() : Trees.object();
  }

  private void descend(String element, JsonNode before, JsonNode after, Shape shape) {
    if (Paths.always(element, shape)) {
      new Difference(added.child(element), modified.child(element), removed.child(element))
          .compare(present(before, shape), present(after, shape), shape);
      return;
    }
    new Difference(added.child(element), modified.child(element), removed.child(element))
        .compare(before, after, shape);
  }
}
