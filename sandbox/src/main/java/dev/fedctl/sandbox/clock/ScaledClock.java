package dev.fedctl.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs a whole number of times as fast as real time. */
public record ScaledClock(Instant start, int speed, InstantSource real) implements InstantSource {

  public ScaledClock {
    if (speed < 1) {
      throw new IllegalArgumentException("speed: must be 1 or more, was " + speed);
    }
  }

  /** A clock that is right now and fast from now on. */
  public static ScaledClock startingNow(int speed) {
    return new ScaledClock(Instant.now(), speed, InstantSource.system());
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.between(start, real.instant()).multipliedBy(speed));
  }
}
