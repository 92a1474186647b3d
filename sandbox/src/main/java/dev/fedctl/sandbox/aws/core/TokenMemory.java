package dev.fedctl.sandbox.aws.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Client tokens and what they made, remembered for 24 hours. Guarded by the kernel's lock.
 *
 * @param <T> what is remembered of the thing made
 */
public final class TokenMemory<T> {

  private static final Duration KEPT = Duration.ofHours(24);

  private record Entry<T>(Instant at, Map<String, Object> request, T made) {}

  /** What a token brings back. */
  public record Remembered<T>(boolean sameRequest, T made) {}

  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * @param scope where the token counts: the region and the operation
   */
  public Optional<Remembered<T>> find(
      String scope, Optional<String> token, Map<String, Object> request, Instant now) {
    return token
        .map(text -> entries.get(scope + " " + text))
        .filter(entry -> now.isBefore(entry.at().plus(KEPT)))
        .map(entry -> new Remembered<>(entry.request().equals(request), entry.made()));
  }

  public void remember(
      String scope, Optional<String> token, Map<String, Object> request, T made, Instant now) {
    token.ifPresent(text -> entries.put(scope + " " + text, new Entry<>(now, request, made)));
  }
}
