package dev.fedctl.contract.failure;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The one place that makes Temporal's ApplicationFailures and reads them back. They carry no stack
 * trace and no cause: the facts say what an operator can use, and a vendor's exception may hold
 * what must not reach a history.
 */
public final class Failures {

  private Failures() {}

  /** Ends the activity for good; the workflow parks its step. */
  public static ApplicationFailure permanent(FailureFacts facts) {
    return withoutTrace(
        ApplicationFailure.newBuilder()
            .setMessage(facts.message())
            .setType(facts.kind().name())
            .setDetails(facts)
            .setNonRetryable(true)
            .build());
  }

  /** A message is refused; its sender reads why. */
  public static ApplicationFailure refused(String reason) {
    return withoutTrace(
        ApplicationFailure.newBuilder()
            .setMessage(reason)
            .setType("INVALID_MESSAGE")
            .setNonRetryable(true)
            .build());
  }

  /** The activity is tried again after {@code delay}. An expected wait, so it raises no alarm. */
  public static ApplicationFailure again(FailureFacts facts, Duration delay) {
    ApplicationFailure.Builder builder =
        ApplicationFailure.newBuilder()
            .setMessage(facts.message())
            .setType(facts.kind().name())
            .setDetails(facts)
            .setNextRetryDelay(delay);
    if (facts.kind() == FailureKind.NOT_READY) {
      builder.setCategory(ApplicationErrorCategory.BENIGN);
    }
    return withoutTrace(builder.build());
  }

  /** The facts of whatever made an activity or a child fail. */
  public static FailureFacts facts(TemporalFailure failure) {
    return application(failure)
        .flatMap(Failures::detail)
        .orElseGet(
            () ->
                FailureFacts.of(
                    FailureKind.INTERNAL,
                    String.valueOf(rootMessage(failure)),
                    "look at the worker's log, then retry"));
  }

  private static Optional<FailureFacts> detail(ApplicationFailure failure) {
    return failure.getDetails().getSize() == 0
        ? Optional.empty()
        : Optional.ofNullable(failure.getDetails().get(FailureFacts.class));
  }

  private static Optional<ApplicationFailure> application(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure application) {
        return Optional.of(application);
      }
    }
    return Optional.empty();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof ApplicationFailure application
        ? application.getOriginalMessage()
        : String.valueOf(root.getMessage());
  }

  private static ApplicationFailure withoutTrace(ApplicationFailure failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }
}
