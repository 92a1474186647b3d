package dev.fedctl.sandbox.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ScaledClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void secondIsTwoMinutesAtSpeedOneHundredTwenty() {
    ScaledClock clock = new ScaledClock(START, 120, InstantSource.fixed(START.plusSeconds(1)));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void clockThatStandsStillIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScaledClock(START, 0, InstantSource.system()))
        .withMessageContaining("speed");
  }
}
