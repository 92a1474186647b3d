package dev.fedctl.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Real time, so many times faster.
 *
 * @param start what both clocks show when this one is made
 * @param speed how many seconds pass in one of {@code real}; at least 1
 */
public record ScaledClock(Instant start, int speed, InstantSource real) implements InstantSource {

  public ScaledClock {
    if (speed < 1) {
      throw new IllegalArgumentException("speed: " + speed + " is less than 1");
    }
  }

  /** Starts now. */
  public static ScaledClock of(int speed, InstantSource real) {
    return new ScaledClock(real.instant(), speed, real);
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.between(start, real.instant()).multipliedBy(speed));
  }
}
