package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.Attempt;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An API that a removal waits for, and not for ever: with its cluster everything in it goes, and
 * what is outside is found by tags.
 */
final class Unreached {

  private static final Logger LOG = LoggerFactory.getLogger(Unreached.class);

  private Unreached() {}

  /** What to do of an API that did not answer as wanted: another attempt, or {@code instead}. */
  static <T> T givenUp(String where, KubernetesClientException e, Function<String, T> instead) {
    FailureFacts facts = KubernetesFailures.facts(where, e);
    boolean isUnreached =
        switch (facts.kind()) {
          case UNAVAILABLE, EXPIRED_CREDENTIALS, DENIED -> true;
          default -> false;
        };
    if (!isUnreached) {
      throw e;
    }
    Attempt attempt = Attempt.current();
    boolean isOver =
        attempt.age().compareTo(StepOutcome.PATIENCE_WITH_AN_API) >= 0
            && attempt.mayEndWaitOf(attempt.first());
    if (isOver) {
      LOG.warn("{}; it goes without its API, and what is left by its tags", facts.message());
      return instead.apply(facts.message());
    }
    throw Waits.failure(
        new FailureFacts(
            FailureKind.UNAVAILABLE,
            facts.message(),
            facts.code(),
            facts.requestId(),
            "nothing: after %d minutes it goes on without the API, by tags"
                .formatted(StepOutcome.PATIENCE_WITH_AN_API.toMinutes()),
            facts.specPath()));
  }
}
