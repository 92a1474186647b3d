package dev.fedctl.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/** What happens to a call instead of, or on top of, what it asked for. */
public sealed interface Fault {

  /** The service answers that there are too many requests; nothing takes effect. */
  record Throttle() implements Fault {}

  /** The service refuses with a code; nothing takes effect. */
  record Fail(Refusal refusal) implements Fault {}

  /** The connection is closed before the call took effect. */
  record LostRequest() implements Fault {}

  /** The call takes effect and its answer is lost. */
  record LostReply() implements Fault {}

  /** The connection is closed and the call takes effect {@code after} that much virtual time. */
  record LateEffect(Duration after) implements Fault {}

  /**
   * The connection is closed, and the call takes effect right before the next one of the same name
   * and subject, when a second attempt has looked and found nothing; after {@link #LATEST} if none
   * comes.
   */
  record Overtaken() implements Fault {

    /** No call lingers longer than that. */
    public static final Duration LATEST = Duration.ofMinutes(5);
  }

  /** The process that sent the call dies. */
  record CallerDies(Moment moment) implements Fault {

    /** When it dies. */
    public enum Moment {
      /** Nothing takes effect. */
      BEFORE,
      /** The call has taken effect, and nothing was answered yet. */
      AFTER,
      /** The answer is on its way, and nobody was told of it yet. */
      ANSWERED
    }
  }

  /** What the call creates stays invisible to reads for that long. */
  record EventualVisibility(Duration hidden) implements Fault {}

  /** What the call starts takes that much longer. */
  record Delay(Duration longer) implements Fault {}

  /**
   * What the call starts ends badly: the resource reaches its failed state.
   *
   * @param code the health issue's code, where the kind has one
   */
  record Outcome(String state, Optional<String> code, Optional<String> message) implements Fault {}
}
