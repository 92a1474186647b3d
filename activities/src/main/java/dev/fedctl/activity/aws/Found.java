package dev.fedctl.activity.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A thing that stands after it was looked for: how every ensure begins.
 *
 * @param isNew whether it was made just now, exactly as wanted; else it must prove whose it is
 */
public record Found<T>(T thing, boolean isNew) {

  /** What a read gives; empty when AWS says that it is not there. */
  public static <T> Optional<T> unlessGone(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (AwsServiceException e) {
      if (AwsCodes.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Finds the thing, or else makes it. A name that is taken although nothing was found has just
   * been taken, as often as not by an attempt whose answer was lost: it is looked for once more.
   *
   * @param find by name
   * @param create throws AWS's own exception when the name is taken
   */
  public static <T> Found<T> orCreated(Supplier<Optional<T>> find, Supplier<T> create) {
    Optional<T> first = find.get();
    if (first.isPresent()) {
      return new Found<>(first.get(), false);
    }
    try {
      return new Found<>(create.get(), true);
    } catch (AwsServiceException e) {
      if (!AwsCodes.isTaken(e)) {
        throw e;
      }
      return new Found<>(find.get().orElseThrow(() -> e), false);
    }
  }
}
