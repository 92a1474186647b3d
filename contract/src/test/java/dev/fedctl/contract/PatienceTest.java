package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.Patience;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  private record Wait(int looks, Duration lag) {}

  @ParameterizedTest
  @CsvSource({"1200, 0.5", "600, 1.0", "375, 1.6", "480, 1.25", "800, 0.75"})
  void tenMinuteWaitCostsFifteenLooksAtMost(int expectedSeconds, double factor) {
    Wait wait = simulate(Duration.ofSeconds(expectedSeconds), factor, 1.0);

    assertThat(wait.looks()).isLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({"600, 1.0", "110, 1.0", "30, 1.0", "5, 1.0"})
  void waitThatEndsAsExpectedIsNoticedAtOnce(int expectedSeconds, double factor) {
    Wait wait = simulate(Duration.ofSeconds(expectedSeconds), factor, 1.0);

    assertThat(wait.lag()).isLessThanOrEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({"600, 0.76", "600, 0.93", "600, 1.07", "600, 1.24", "110, 0.8", "110, 1.2"})
  void waitThatEndsWithinAQuarterIsNoticedWithinATwentieth(int expectedSeconds, double factor) {
    Duration expected = Duration.ofSeconds(expectedSeconds);
    Wait wait = simulate(expected, factor, 1.0);

    assertThat(wait.lag()).isLessThanOrEqualTo(expected.dividedBy(18));
  }

  @ParameterizedTest
  @CsvSource({"600", "5"})
  void everyWaitEndsAtItsLimit(int expectedSeconds) {
    Patience patience = Patience.of(Instant.EPOCH, Duration.ofSeconds(expectedSeconds));
    Duration elapsed = Duration.ZERO;
    int looks = 0;
    while (!patience.isExhausted(elapsed)) {
      elapsed = elapsed.plus(patience.nextLook(elapsed, 0));
      looks++;
    }

    assertThat(looks).isLessThan(1000);
    assertThat(elapsed).isGreaterThanOrEqualTo(patience.limit());
  }

  /** Looks until the thing is there, which really takes {@code factor} times what is expected. */
  private static Wait simulate(Duration expected, double factor, double jitter) {
    Patience patience = Patience.of(Instant.EPOCH, expected);
    Duration end = Duration.ofMillis(Math.round(expected.toMillis() * factor));
    Duration now = Duration.ZERO;
    int looks = 1;
    while (now.compareTo(end) < 0) {
      now = now.plus(patience.nextLook(now, jitter));
      looks++;
    }
    return new Wait(looks, now.minus(end));
  }
}
