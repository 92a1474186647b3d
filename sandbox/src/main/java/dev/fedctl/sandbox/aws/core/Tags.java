package dev.fedctl.sandbox.aws.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags as AWS writes them: lists of Key and Value. */
public final class Tags {

  /** The owner's name for the thing, which the ledger repeats. */
  public static final String RESOURCE = "fedctl.dev/resource";

  private Tags() {}

  public static Optional<String> resource(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(RESOURCE));
  }

  public static List<Map<String, Object>> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Output.of("Key", tag.getKey(), "Value", tag.getValue()))
        .toList();
  }

  /** The tags in a list; the later of two with one key counts. */
  public static Map<String, String> map(List<Input> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.text("Key").orElse(""), tag.text("Value").orElse("")));
    return map;
  }
}
