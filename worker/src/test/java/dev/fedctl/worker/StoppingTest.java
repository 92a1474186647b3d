package dev.fedctl.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fedctl.activity.LifeLine;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.Header;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class StoppingTest {

  private final LifeLine lifeLine = new LifeLine();
  private final Stopping stopping = new Stopping(lifeLine);
  private final ApplicationFailure permanent =
      Failures.permanent(FailureFacts.of(FailureKind.INTERNAL, "a closed client", "report it"));
  private final ActivityInboundCallsInterceptor activity =
      stopping.interceptActivity(new Failing());

  @Test
  void failureOfAWorkerThatWorksIsWhatItIs() {
    assertThatThrownBy(this::execute).isSameAs(permanent);
  }

  @Test
  void failureOfAWorkerThatStopsIsTriedAgain() {
    lifeLine.cut();

    assertThatThrownBy(this::execute)
        .asInstanceOf(type(ApplicationFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getType()).isEqualTo(FailureKind.UNAVAILABLE.name());
            });
  }

  private void execute() {
    activity.execute(
        new ActivityInboundCallsInterceptor.ActivityInput(Header.empty(), new Object[0]));
  }

  private final class Failing implements ActivityInboundCallsInterceptor {

    @Override
    public void init(ActivityExecutionContext context) {}

    @Override
    public ActivityOutput execute(ActivityInput input) {
      throw permanent;
    }
  }
}
