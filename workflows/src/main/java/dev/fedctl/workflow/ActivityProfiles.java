package dev.fedctl.workflow;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The options of activities: a step picks a profile, never its own numbers. No profile bounds the
 * number of attempts: an activity that must not be tried again says so by the kind of its failure.
 */
final class ActivityProfiles {

  private static final RetryOptions RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(60))
          .build();

  private ActivityProfiles() {}

  /** One look, or one find. */
  static <T> T look(Class<T> activities, String summary) {
    return stub(activities, summary, Duration.ofSeconds(30));
  }

  /** One ensure or delete: a few calls. */
  static <T> T change(Class<T> activities, String summary) {
    return stub(activities, summary, Duration.ofSeconds(60));
  }

  /** An ensure of many objects, or one that downloads first. */
  static <T> T bulkChange(Class<T> activities, String summary) {
    return stub(activities, summary, Duration.ofMinutes(5));
  }

  private static <T> T stub(Class<T> activities, String summary, Duration startToClose) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(startToClose)
            .setRetryOptions(RETRIES)
            .setSummary(summary)
            .build());
  }
}
