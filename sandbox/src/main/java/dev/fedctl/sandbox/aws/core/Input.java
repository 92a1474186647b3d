package dev.fedctl.sandbox.aws.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a request or of a structure in it, typed by the service's table already: what the
 * table requires is there, what it types has that type.
 */
public record Input(Map<String, Object> members) {

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** A member that the table requires. */
  public String required(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("the table allows no " + name));
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable((String) members.get(name));
  }

  public Optional<Integer> number(String name) {
    return Optional.ofNullable((Long) members.get(name)).map(Math::toIntExact);
  }

  public Optional<Boolean> flag(String name) {
    return Optional.ofNullable((Boolean) members.get(name));
  }

  /** Empty when absent. */
  public List<String> texts(String name) {
    return items(name).stream().map(String.class::cast).toList();
  }

  public Optional<Input> structure(String name) {
    return Optional.ofNullable(members.get(name)).map(Input::of);
  }

  /** Empty when absent. */
  public List<Input> structures(String name) {
    return items(name).stream().map(Input::of).toList();
  }

  /** A map of texts; empty when absent. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (members.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put((String) key, (String) value));
    }
    return texts;
  }

  private List<?> items(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  private static Input of(Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, member) -> members.put((String) key, member));
    return new Input(members);
  }
}
