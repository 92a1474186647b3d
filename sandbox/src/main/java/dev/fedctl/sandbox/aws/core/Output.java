package dev.fedctl.sandbox.aws.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes answers as members with typed values, in the order in which they are given. */
public final class Output {

  private Output() {}

  /**
   * Names and values in turn. An Optional is unwrapped and left out when empty.
   *
   * @param namesAndValues String, value, String, value, …
   */
  public static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      Object value = namesAndValues[i + 1];
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> members.put(name, present));
      } else {
        members.put(name, value);
      }
    }
    return members;
  }
}
