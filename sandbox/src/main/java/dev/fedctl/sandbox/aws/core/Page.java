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

  /**
   * @param call tokens of other calls do not count
   * @param invalid what a token that no page of the call has given out is answered with
   */
  static <T> Page<T> of(
      Collection<T> all,
      Function<T, String> key,
      int size,
      Optional<String> token,
      String call,
      Supplier<ServiceError> invalid) {
    String mark = call + " after ";
    Optional<String> after = token.map(text -> decoded(text, mark).orElseThrow(invalid));
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
    String last = mark + key.apply(items.getLast());
    return new Page<>(
        items, Optional.of(Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8))));
  }

  private static Optional<String> decoded(String token, String mark) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
      return text.startsWith(mark) ? Optional.of(text.substring(mark.length())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
