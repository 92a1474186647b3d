package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of paths into an object, in the tree form of {@code fieldsV1}: {@code f:name} for a field,
 * {@code k:{…}} for an item of a list by keys, {@code v:…} for a value of a set. Not changed once
 * it is shared.
 */
public final class FieldSet {

  private boolean member;
  private final Map<String, FieldSet> children = new TreeMap<>();

  public static FieldSet parse(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> child : fieldsV1.properties()) {
      if (child.getKey().equals(".")) {
        set.member = true;
        continue;
      }
      FieldSet below = parse(child.getValue());
      below.member |= child.getValue().isEmpty();
      set.children.put(child.getKey(), below);
    }
    return set;
  }

  public ObjectNode toJson() {
    ObjectNode json = Trees.object();
    if (member && !children.isEmpty()) {
      json.set(".", Trees.object());
    }
    children.forEach((element, below) -> json.set(element, below.toJson()));
    return json;
  }

  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  boolean isMember() {
    return member;
  }

  Map<String, FieldSet> children() {
    return children;
  }

  /** The part below one path element; empty when there is none. */
  FieldSet below(String element) {
    return children.getOrDefault(element, new FieldSet());
  }

  /** Only while the set is built. */
  FieldSet child(String element) {
    return children.computeIfAbsent(element, key -> new FieldSet());
  }

  /** Only while the set is built. */
  void insertSelf() {
    member = true;
  }

  /** Only while the set is built. */
  void drop(String element) {
    children.remove(element);
  }

  /** Only while the set is built: forgets children without members. */
  FieldSet tidy() {
    children.values().forEach(FieldSet::tidy);
    children.values().removeIf(FieldSet::isEmpty);
    return this;
  }

  public FieldSet union(FieldSet other) {
    return combine(other, (one, two) -> one || two);
  }

  public FieldSet minus(FieldSet other) {
    return combine(other, (one, two) -> one && !two);
  }

  public FieldSet intersection(FieldSet other) {
    return combine(other, (one, two) -> one && two);
  }

  private interface Rule {
    boolean keep(boolean one, boolean two);
  }

  private FieldSet combine(FieldSet other, Rule rule) {
    FieldSet result = new FieldSet();
    result.member = rule.keep(member, other.member);
    FieldSet none = new FieldSet();
    for (Map.Entry<String, FieldSet> child : children.entrySet()) {
      result.children.put(
          child.getKey(),
          child.getValue().combine(other.children.getOrDefault(child.getKey(), none), rule));
    }
    for (Map.Entry<String, FieldSet> child : other.children.entrySet()) {
      if (!children.containsKey(child.getKey())) {
        result.children.put(child.getKey(), none.combine(child.getValue(), rule));
      }
    }
    result.children.values().removeIf(FieldSet::isEmpty);
    return result;
  }

  /** The members as kube-apiserver prints them in a conflict: {@code .spec.ports[port=80]}. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String path, List<String> paths) {
    if (member) {
      paths.add(path);
    }
    children.forEach((element, below) -> below.collect(path + printed(element), paths));
  }

  private static String printed(String element) {
    String rest = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + rest;
      case 'k' -> {
        List<String> keys = new ArrayList<>();
        Trees.literal(rest)
            .properties()
            .forEach(key -> keys.add(key.getKey() + "=" + key.getValue()));
        yield "[" + String.join(",", keys) + "]";
      }
      default -> "[=" + rest + "]";
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && member == set.member && children.equals(set.children);
  }

  @Override
  public int hashCode() {
    return 31 * children.hashCode() + Boolean.hashCode(member);
  }
}
