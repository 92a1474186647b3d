package dev.fedctl.sandbox.aws.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One page of a listing in the order of its keys. The token carries the last key, so that a thing
 * that comes or goes between two pages makes no other thing appear twice or not at all.
 */
public record Page<T>(List<T> items, Optional<String> next) {

  private static final String MARK = "after:";

  /**
   * @param invalid what a token that no page has given out is answered with
   */
  public static <T> Page<T> of(
      Collection<T> all,
      Function<T, String> key,
      int size,
      Optional<String> token,
      Supplier<ServiceError> invalid) {
    Optional<String> after = token.map(text -> decoded(text).orElseThrow(invalid));
    List<T> rest =
        all.stream()
            .sorted(Comparator.comparing(key))
            .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, size);
    String last = MARK + key.apply(items.getLast());
    return new Page<>(
        items, Optional.of(Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8))));
  }

  private static Optional<String> decoded(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
      return text.startsWith(MARK) ? Optional.of(text.substring(MARK.length())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
