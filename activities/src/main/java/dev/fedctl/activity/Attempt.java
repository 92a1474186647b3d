package dev.fedctl.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * One attempt of an activity, in the server's time: the worker's own clock may be another one, and
 * in a rehearsal it is.
 *
 * @param first when the first attempt was scheduled
 * @param now when this attempt was scheduled
 * @param number counts from 1
 * @param jitter from 0 to 1, the same whenever this very attempt is computed again
 */
public record Attempt(Instant first, Instant now, int number, double jitter) {

  /** The attempt that runs on this thread. */
  public static Attempt current() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(
        Instant.ofEpochMilli(info.getScheduledTimestamp()),
        Instant.ofEpochMilli(info.getCurrentAttemptScheduledTimestamp()),
        info.getAttempt(),
        fraction(info.getWorkflowId() + "|" + info.getActivityId() + "|" + info.getAttempt()));
  }

  /** Time from the first attempt to this one. */
  public Duration age() {
    return Duration.between(first, now);
  }

  private static double fraction(String seed) {
    CRC32 hash = new CRC32();
    hash.update(seed.getBytes(UTF_8));
    return hash.getValue() / (double) (1L << 32);
  }
}
