package dev.fedctl.workflow;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.FailureKind.Treatment;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;

/**
 * The options of activities: a step picks a profile, never its own numbers. No profile bounds the
 * number of attempts: an activity that must not be tried again says so by the kind of its failure.
 */
final class ActivityProfiles {

  /** Who waits for credentials that have expired: the workflow, or the activity itself. */
  enum Expiry {
    /** The failure comes back at once, for the step to be listed. */
    TOLD,
    /** The step is listed; the activity is tried again until credentials work. */
    ENDURED
  }

  /** What an operator is to see: the workflow lists it, and only then lets it be retried. */
  private static final String[] LISTED =
      Arrays.stream(FailureKind.values())
          .filter(kind -> kind.treatment() == Treatment.RETRY_LISTED)
          .map(Enum::name)
          .toArray(String[]::new);

  /**
   * After so long without a word from its worker an attempt is taken for lost, and tried again:
   * workers die. Long enough for one that is busy, or for a server that comes back.
   */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** As long as one attempt may last that makes something in AWS. */
  static final Duration LONGEST_CHANGE = Duration.ofSeconds(60);

  private ActivityProfiles() {}

  /** One look, or one find. */
  static <T> T look(Class<T> activities, String summary, Expiry expiry) {
    return stub(activities, summary, expiry, Duration.ofSeconds(30));
  }

  /** One ensure or delete: a few calls. */
  static <T> T change(Class<T> activities, String summary, Expiry expiry) {
    return stub(activities, summary, expiry, LONGEST_CHANGE);
  }

  /** An ensure of many objects, or one that downloads first. */
  static <T> T bulkChange(Class<T> activities, String summary, Expiry expiry) {
    return stub(activities, summary, expiry, Duration.ofMinutes(5));
  }

  /** One look for a person who waits at the command line: what fails is told, not tried again. */
  static <T> T glance(Class<T> activities, String summary) {
    return glance(activities, summary, Duration.ofSeconds(30));
  }

  /** The same over all regions of an account, which may be some thirty. */
  static <T> T survey(Class<T> activities, String summary) {
    return glance(activities, summary, Duration.ofMinutes(2));
  }

  private static <T> T glance(Class<T> activities, String summary, Duration startToClose) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(startToClose)
            .setScheduleToCloseTimeout(startToClose.multipliedBy(2))
            .setHeartbeatTimeout(SILENCE)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
            .setSummary(summary)
            .build());
  }

  private static <T> T stub(
      Class<T> activities, String summary, Expiry expiry, Duration startToClose) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(startToClose)
            .setHeartbeatTimeout(SILENCE)
            .setRetryOptions(retries(expiry))
            // What is given up is never left behind to take effect later.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setSummary(summary)
            .build());
  }

  private static RetryOptions retries(Expiry expiry) {
    RetryOptions.Builder retries =
        RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(60));
    return switch (expiry) {
      case TOLD -> retries.setDoNotRetry(LISTED).build();
      case ENDURED -> retries.build();
    };
  }
}
