package dev.fedctl.starter.render;

import java.time.Duration;
import java.time.Instant;

/** Durations as people read them: {@code 14 m 02 s}. */
public final class Durations {

  private Durations() {}

  /** From one to another, by two clocks: never less than nothing. */
  static Duration between(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }

  public static String text(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? "%d m %02d s".formatted(minutes, seconds % 60)
        : "%d h %02d m".formatted(minutes / 60, minutes % 60);
  }
}
