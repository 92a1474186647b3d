package dev.fedctl.activity.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallRateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(100 * SECOND);
  private final CallRate rate = new CallRate(10, now::get);

  @Test
  void aSecondsCallsMayComeAtOnceAndTheRestWait() {
    for (int i = 0; i < 10; i++) {
      assertThat(rate.reserve("eks eu-north-1")).isZero();
    }

    assertThat(rate.reserve("eks eu-north-1")).isEqualTo(SECOND / 10);
    assertThat(rate.reserve("eks eu-north-1")).isEqualTo(2 * SECOND / 10);
    assertThat(rate.reserve("eks eu-west-1")).isZero();
    assertThat(rate.reserve("ec2 eu-north-1")).isZero();
  }

  @Test
  void silenceIsSavedUpForOneSecondOnly() {
    rate.reserve("eks eu-north-1");
    now.addAndGet(60 * SECOND);

    for (int i = 0; i < 10; i++) {
      assertThat(rate.reserve("eks eu-north-1")).isZero();
    }
    assertThat(rate.reserve("eks eu-north-1")).isPositive();
  }

  @Test
  void aCallWhoseTurnIsTooFarAwayTakesNone() {
    long patience = CallRate.PATIENCE.toNanos();
    long wait = 0;
    while (wait <= patience) {
      wait = rate.reserve("eks eu-north-1");
    }

    assertThat(rate.reserve("eks eu-north-1")).isEqualTo(wait);
    assertThat(rate.await("eks", "eu-north-1")).isFalse();
    now.addAndGet(SECOND);
    assertThat(rate.reserve("eks eu-north-1")).isEqualTo(wait - SECOND);
  }
}
