package dev.fedctl.contract.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a wait looks. Few looks early, close ones around the expected end: a 10-minute wait costs 15
 * looks at most, and one that ends within a quarter of its expected length is noticed within a
 * twentieth of it.
 *
 * @param since when what is waited for was set going, by the workflow's clock
 * @param expected how long it usually takes
 * @param limit how long to wait before the step is parked
 */
public record Patience(Instant since, Duration expected, Duration limit) {

  private static final List<Double> LOOKS =
      List.of(0.5, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.4, 1.6);

  /** Enough to keep the looks of many waits apart, too little to matter to any one of them. */
  private static final double SPREAD = 0.004;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTERWARDS = Duration.ofSeconds(60);

  /**
   * Patience for something usually done within {@code expected}; gives up after three times that.
   */
  public static Patience of(Instant since, Duration expected) {
    return new Patience(since, expected, expected.multipliedBy(3).plusMinutes(10));
  }

  public boolean isExhausted(Duration elapsed) {
    return elapsed.compareTo(limit) >= 0;
  }

  /**
   * The delay to the next look.
   *
   * @param elapsed since {@link #since}
   * @param jitter from 0 to 1; spreads the looks of many waits that began together
   */
  public Duration nextLook(Duration elapsed, double jitter) {
    Duration spread = ofExpected(SPREAD * jitter);
    for (double fraction : LOOKS) {
      Duration wait = ofExpected(fraction).minus(elapsed);
      if (wait.compareTo(Duration.ZERO) > 0) {
        return longer(wait, SHORTEST).plus(spread);
      }
    }
    Duration later = longer(ofExpected(0.2), SHORTEST);
    return (later.compareTo(LONGEST_AFTERWARDS) < 0 ? later : LONGEST_AFTERWARDS).plus(spread);
  }

  private Duration ofExpected(double fraction) {
    return Duration.ofMillis(Math.round(expected.toMillis() * fraction));
  }

  private static Duration longer(Duration some, Duration other) {
    return some.compareTo(other) > 0 ? some : other;
  }
}
