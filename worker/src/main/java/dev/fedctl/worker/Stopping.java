package dev.fedctl.worker;

import dev.fedctl.activity.LifeLine;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;

/**
 * Keeps the end of a worker from looking like a failure of the cloud. What runs when a worker drops
 * everything fails of whatever breaks first, an interrupt or a closed connection, and still reports
 * that: as such it would park a step. It is reported as what another worker tries again.
 */
final class Stopping extends WorkerInterceptorBase {

  private static final Duration UNTIL_THE_NEXT = Duration.ofSeconds(1);

  private final LifeLine lifeLine;

  /**
   * @param lifeLine once it is cut no failure says anything about the cloud
   */
  Stopping(LifeLine lifeLine) {
    this.lifeLine = lifeLine;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (RuntimeException failure) {
          if (!lifeLine.isCut()) {
            throw failure;
          }
          throw Failures.again(
              FailureFacts.of(
                  FailureKind.UNAVAILABLE,
                  "the worker was stopped",
                  "nothing: another worker goes on, once there is one"),
              UNTIL_THE_NEXT);
        }
      }
    };
  }
}
