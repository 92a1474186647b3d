package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Filters of a Describe call: the values of one are alternatives, several all have to match, {@code
 * *} and {@code ?} are wildcards. A name that EC2 does not document is refused.
 */
final class Filters<T> {

  private final Function<T, Map<String, String>> tags;
  private final Map<String, Function<T, List<String>>> known;

  /** For things without tags. */
  static <T> Filters<T> untagged(Map<String, Function<T, List<String>>> known) {
    return new Filters<>(thing -> Map.of(), known);
  }

  static <T> Filters<Resource<T>> tagged(Map<String, Function<Resource<T>, List<String>>> known) {
    return new Filters<>(Resource::tags, known);
  }

  private Filters(
      Function<T, Map<String, String>> tags, Map<String, Function<T, List<String>>> known) {
    this.tags = tags;
    this.known = known;
  }

  List<T> apply(Input input, Context context, Collection<T> things) {
    List<T> matching = new ArrayList<>(things);
    for (Input filter : input.structures("Filters")) {
      String name = filter.text("Name").orElse("");
      List<String> values = filter.texts("Values");
      if (values.isEmpty()) {
        throw new ServiceError(
            "InvalidParameterValue", 400, "The filter '" + name + "' needs a value");
      }
      Function<T, List<String>> facet = facet(name, context);
      matching.removeIf(
          thing ->
              facet.apply(thing).stream()
                  .noneMatch(
                      actual -> values.stream().anyMatch(pattern -> matches(pattern, actual))));
    }
    return matching;
  }

  private Function<T, List<String>> facet(String name, Context context) {
    if (name.startsWith("tag:") && context.operation().filters().contains("tag:")) {
      String key = name.substring("tag:".length());
      return thing -> {
        String value = tags.apply(thing).get(key);
        return value == null ? List.of() : List.of(value);
      };
    }
    if (!context.operation().filters().contains(name)) {
      throw new ServiceError("InvalidParameterValue", 400, "The filter '" + name + "' is invalid");
    }
    if (name.equals("tag-key")) {
      return thing -> List.copyOf(tags.apply(thing).keySet());
    }
    Function<T, List<String>> facet = known.get(name);
    if (facet == null) {
      throw new ServiceError(
          "UnsupportedOperation", 400, "The sandbox does not know the filter '" + name + "'");
    }
    return facet;
  }

  private static boolean matches(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (first == '*') {
      for (int from = 0; from <= text.length(); from++) {
        if (matches(rest, text.substring(from))) {
          return true;
        }
      }
      return false;
    }
    if (text.isEmpty() || (first != '?' && first != text.charAt(0))) {
      return false;
    }
    return matches(rest, text.substring(1));
  }
}
