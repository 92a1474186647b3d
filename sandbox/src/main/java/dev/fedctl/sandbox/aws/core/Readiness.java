package dev.fedctl.sandbox.aws.core;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When something became, or becomes, what was asked for.
 *
 * @param resource its tag {@code fedctl.dev/resource}
 * @param readyAt empty when it never will
 */
public record Readiness(
    String kind, String id, Optional<String> resource, Optional<Instant> readyAt) {

  public static Readiness of(
      String kind, String id, Map<String, String> tags, Optional<Instant> readyAt) {
    return new Readiness(kind, id, Tags.resource(tags), readyAt);
  }
}
