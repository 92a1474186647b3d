package dev.fedctl.activity;

import dev.fedctl.contract.failure.Cure;
import java.util.Optional;
import java.util.function.Function;

/** What one look at something awaited found. */
public sealed interface Look<T> {

  /** It is there. */
  record Ready<T>(T value) implements Look<T> {}

  /**
   * It is not there yet.
   *
   * @param state what was seen, in one sentence
   * @param advice what an operator can do when it stays so
   * @param ailment what is wrong with it, if that is more than time
   */
  record NotYet<T>(String state, String advice, Optional<Ailment> ailment) implements Look<T> {}

  /**
   * What keeps a thing from being ready.
   *
   * @param code the vendor's word for it
   * @param cure what is worth a try when it stays so
   */
  record Ailment(Optional<String> code, Cure cure) {}

  static <T> Look<T> ready(T value) {
    return new Ready<>(value);
  }

  static <T> Look<T> notYet(String state, String advice) {
    return new NotYet<>(state, advice, Optional.empty());
  }

  /** Looks on at {@code next} when this is there. */
  default <R> Look<R> then(Function<T, Look<R>> next) {
    return switch (this) {
      case Ready<T>(T value) -> next.apply(value);
      case NotYet<T>(String state, String advice, Optional<Ailment> ailment) ->
          new NotYet<>(state, advice, ailment);
    };
  }
}
