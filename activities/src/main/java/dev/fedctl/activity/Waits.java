package dev.fedctl.activity;

import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * How an attempt ends that has not succeeded: when the next one comes, or that there is none.
 *
 * <p>Nothing sleeps and nothing is remembered: every delay follows from the attempt's own times, so
 * that any worker goes on where another one stopped. Every message passes {@link Redacted} here.
 */
public final class Waits {

  /** For how long something freshly made may stay invisible before an operator is asked. */
  public static final Duration EVENTUAL_LIMIT = Duration.ofMinutes(5);

  /** For how long EKS may be busy with something before an operator is asked. */
  private static final Duration BUSY_LIMIT = Duration.ofHours(1);

  private static final Duration BUSY_LONGEST = Duration.ofMinutes(1);
  private static final Duration EVENTUAL_LONGEST = Duration.ofSeconds(15);
  private static final Duration THROTTLED_LONGEST = Duration.ofSeconds(30);
  private static final Duration CREDENTIALS = Duration.ofMinutes(1);

  private Waits() {}

  /**
   * Ends one look: with its value, or with NOT_READY that is looked at again as the patience says,
   * or that is permanent once the patience is exhausted.
   */
  public static <T> Awaited<T> settle(Patience patience, Look<T> look) {
    return settle(patience, look, Attempt.current());
  }

  static <T> Awaited<T> settle(Patience patience, Look<T> look, Attempt attempt) {
    return switch (look) {
      case Look.Ready<T>(T value) -> new Awaited<>(value, attempt.number());
      case Look.NotYet<T>(String state, String advice, Optional<Look.Ailment> ailment) -> {
        FailureFacts facts =
            new FailureFacts(
                FailureKind.NOT_READY,
                Redacted.text(state),
                ailment.flatMap(Look.Ailment::code),
                Optional.empty(),
                advice,
                Optional.empty(),
                ailment.map(Look.Ailment::cure));
        Duration elapsed = attempt.since(patience.since());
        if (patience.isExhausted(elapsed) && attempt.mayEndWaitOf(patience.since())) {
          throw Failures.permanent(facts);
        }
        throw Failures.again(facts, attempt.delay(patience.nextLook(elapsed, attempt.jitter())));
      }
    };
  }

  /** Whether a wait takes longer than usual: time to look into why, which costs further calls. */
  public static boolean isOverdue(Patience patience) {
    return Attempt.current().since(patience.since()).compareTo(patience.expected()) > 0;
  }

  /** The failure that treats these facts as their kind demands. */
  public static ApplicationFailure failure(FailureFacts facts) {
    return failure(facts, Attempt.current());
  }

  /** The same, of an attempt that is not yet on its thread. */
  public static ApplicationFailure failure(FailureFacts found, Attempt attempt) {
    FailureFacts facts = found.saying(Redacted.text(found.message()));
    return switch (facts.kind()) {
      case THROTTLED, UNAVAILABLE -> Failures.again(facts, backOff(attempt, THROTTLED_LONGEST));
      case EXPIRED_CREDENTIALS, WRONG_ACCOUNT ->
          Failures.again(facts, spread(CREDENTIALS, attempt));
      case EVENTUAL, NOT_READY ->
          attempt.age().compareTo(EVENTUAL_LIMIT) >= 0 && attempt.mayEndWaitOf(attempt.first())
              ? Failures.permanent(facts)
              : Failures.again(facts, backOff(attempt, EVENTUAL_LONGEST));
      case INVALID_SPEC, DENIED, QUOTA, CONFLICT, UNEXPECTED_STATE, INTERNAL ->
          Failures.permanent(facts);
    };
  }

  /**
   * The failure of what cannot be done while the cloud is busy with the same thing: EVENTUAL, for
   * as long as making a cluster or replacing its nodes may take.
   */
  public static ApplicationFailure busy(String message, String advice) {
    return busy(message, advice, Attempt.current());
  }

  static ApplicationFailure busy(String message, String advice, Attempt attempt) {
    FailureFacts facts = FailureFacts.of(FailureKind.EVENTUAL, Redacted.text(message), advice);
    return attempt.age().compareTo(BUSY_LIMIT) >= 0 && attempt.mayEndWaitOf(attempt.first())
        ? Failures.permanent(facts)
        : Failures.again(facts, backOff(attempt, BUSY_LONGEST));
  }

  /** 1 s, 2 s, 4 s … up to the longest, with up to a quarter more. */
  private static Duration backOff(Attempt attempt, Duration longest) {
    Duration doubled = Duration.ofSeconds(1L << Math.clamp(attempt.number() - 1, 0, 10));
    return attempt.delay(spread(doubled.compareTo(longest) < 0 ? doubled : longest, attempt));
  }

  private static Duration spread(Duration delay, Attempt attempt) {
    return delay.plusMillis(Math.round(delay.toMillis() * 0.25 * attempt.jitter()));
  }
}
