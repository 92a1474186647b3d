package dev.fedctl.sandbox.aws.ec2;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A thing with an id and tags.
 *
 * @param type as DescribeTags names it: {@code launch-template}
 * @param tags may change
 * @param facts what it is
 */
public record Resource<T>(
    String id, String type, Map<String, String> tags, Instant visibleFrom, T facts) {

  static <T> Resource<T> of(
      String id, String type, Map<String, String> tags, Instant visibleFrom, T facts) {
    return new Resource<>(id, type, new LinkedHashMap<>(tags), visibleFrom, facts);
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleFrom);
  }
}
