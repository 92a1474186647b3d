package dev.fedctl.sandbox.aws.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Form parameters as a tree: {@code Tags.member.1.Key} is a leaf four levels down. */
final class FormTree {

  private final Map<String, FormTree> children = new LinkedHashMap<>();
  private Optional<String> value = Optional.empty();

  static FormTree of(Map<String, List<String>> parameters) {
    FormTree root = new FormTree();
    parameters.forEach(
        (name, values) -> {
          FormTree node = root;
          for (String level : name.split("\\.", -1)) {
            node = node.children.computeIfAbsent(level, key -> new FormTree());
          }
          node.value = Optional.of(values.getFirst());
        });
    return root;
  }

  Optional<String> value() {
    return value;
  }

  Map<String, FormTree> children() {
    return children;
  }

  boolean isLeaf() {
    return children.isEmpty();
  }
}
