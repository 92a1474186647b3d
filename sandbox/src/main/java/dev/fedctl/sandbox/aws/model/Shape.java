package dev.fedctl.sandbox.aws.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The type of a value in a request or an answer. */
public sealed interface Shape {

  /**
   * @param members in the order of the model
   */
  record Structure(Map<String, Member> members, Set<String> required) implements Shape {}

  /**
   * @param memberName the name that the model gives to an element on the wire
   * @param flat whether a query request numbers the elements without a level of their own
   */
  record ListOf(String of, Optional<String> memberName, boolean flat, Bounds length)
      implements Shape {}

  record MapOf(String key, String value, Bounds size) implements Shape {}

  /**
   * @param values the allowed values; empty: any
   */
  record Text(Bounds length, Optional<Pattern> pattern, Set<String> values) implements Shape {}

  record WholeNumber(Bounds range) implements Shape {}

  record Decimal() implements Shape {}

  record Flag() implements Shape {}

  record Timestamp() implements Shape {}

  /** Smallest and largest length, size or value, both inclusive. */
  record Bounds(OptionalLong min, OptionalLong max) {

    public boolean allow(long value) {
      return value >= min.orElse(Long.MIN_VALUE) && value <= max.orElse(Long.MAX_VALUE);
    }
  }

  /**
   * @param location {@code uri}, {@code querystring}, or {@code body}
   * @param wireName what the model calls it on the wire, when that is not the member's name
   * @param queryName what an EC2 request calls it, when the model says so
   */
  record Member(
      String shape, String location, Optional<String> wireName, Optional<String> queryName) {}

  /** The names of an enumeration, joined as AWS prints them. */
  static String listed(Set<String> values) {
    return "[" + String.join(", ", List.copyOf(values)) + "]";
  }
}
