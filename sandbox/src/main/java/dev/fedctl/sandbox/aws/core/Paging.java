package dev.fedctl.sandbox.aws.core;

import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a service pages.
 *
 * @param size the member with the wanted size of a page; its bounds are the table's
 * @param token the member that the next page is asked with
 * @param standard the size when none is wanted
 * @param refusal what a token that the same call has not given out is answered with
 */
public record Paging(String size, String token, int standard, Supplier<ServiceError> refusal) {

  /** The page that a request asks for. */
  public <T> Page<T> page(
      Collection<T> all, Function<T, String> key, Input input, Context context) {
    return Page.of(
        all,
        key,
        input.number(size).orElse(standard),
        input.text(token),
        context.operation().name(),
        refusal);
  }
}
