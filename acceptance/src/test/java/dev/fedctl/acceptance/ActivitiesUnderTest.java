package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Real activities, called one attempt at a time through what Temporal puts around them. */
final class ActivitiesUnderTest implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

  ActivitiesUnderTest(Object... implementations) {
    environment.registerActivitiesImplementations(implementations);
  }

  <T> T stub(Class<T> type) {
    return environment.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** Looks until it is there. */
  static <T> T awaited(String what, Supplier<Awaited<T>> look) {
    return until(what, FailureKind.NOT_READY, () -> look.get().value());
  }

  /** Does it again until what it needs is there. */
  static <T> T eventually(String what, Supplier<T> attempt) {
    return until(what, FailureKind.EVENTUAL, attempt);
  }

  private static <T> T until(String what, FailureKind notYet, Supplier<T> attempt) {
    return Until.there(
        what,
        LIMIT,
        () -> {
          try {
            return Optional.of(attempt.get());
          } catch (ActivityFailure e) {
            if (kind(e) == notYet) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** The failure of an attempt that must not succeed. */
  static ApplicationFailure failure(Runnable attempt) {
    try {
      attempt.run();
    } catch (ActivityFailure e) {
      return cause(e);
    }
    throw new AssertionError("it succeeded");
  }

  private static FailureKind kind(ActivityFailure e) {
    return FailureKind.valueOf(cause(e).getType());
  }

  private static ApplicationFailure cause(ActivityFailure e) {
    if (e.getCause() instanceof ApplicationFailure failure) {
      return failure;
    }
    throw new AssertionError("no failure of a kind", e);
  }

  @Override
  public void close() {
    environment.close();
  }
}
