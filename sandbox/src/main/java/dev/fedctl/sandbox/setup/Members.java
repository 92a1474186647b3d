package dev.fedctl.sandbox.setup;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The members of a map whose keys are known. */
public final class Members {

  private final Value whole;
  private final Map<String, Value> members;

  Members(Value whole, Map<String, Value> members) {
    this.whole = whole;
    this.members = members;
  }

  public Value required(String name) {
    return optional(name)
        .orElseThrow(() -> whole.refused("lacks \"" + name + "\"", "it is required"));
  }

  public Optional<Value> optional(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** Empty when absent. */
  public <T> List<T> list(String name, Function<Value, T> item) {
    return optional(name).map(value -> value.items().stream().map(item).toList()).orElse(List.of());
  }

  /** Like {@link #list}, where a name stands once. */
  public <T> List<T> named(String name, Function<Value, T> item, Function<T, String> key) {
    Set<String> names = new HashSet<>();
    return list(
        name,
        value -> {
          T one = item.apply(value);
          if (!names.add(key.apply(one))) {
            throw value.refused(
                "found \"" + key.apply(one) + "\" for the second time", "a name stands once");
          }
          return one;
        });
  }

  /** A map of texts; empty when absent. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    optional(name)
        .ifPresent(value -> value.entries().forEach((key, text) -> texts.put(key, text.text())));
    return texts;
  }

  public boolean flag(String name, boolean standard) {
    return optional(name).map(Value::flag).orElse(standard);
  }
}
