package dev.fedctl.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * One attempt of an activity, in the server's time: the worker's own clock may be another one, and
 * in a rehearsal it is.
 *
 * @param first when the first attempt was scheduled
 * @param now when this attempt began
 * @param number counts from 1
 * @param jitter from 0 to 1, the same whenever this very attempt is computed again
 * @param pace by how much what is waited for goes faster than the server's time; 1 as a rule
 */
public record Attempt(Instant first, Instant now, int number, double jitter, int pace) {

  /** However fast the pace, looks are never closer than this. */
  private static final Duration CLOSEST = Duration.ofMillis(100);

  /** A busy machine is no stuck cloud: however fast the pace, nothing is given up before this. */
  private static final Duration EARLIEST_END = Duration.ofMinutes(1);

  /** The attempt that runs on this thread. */
  public static Attempt current() {
    return of(Activity.getExecutionContext());
  }

  /** The attempt of this context. */
  public static Attempt of(ActivityExecutionContext context) {
    ActivityInfo info = context.getInfo();
    return new Attempt(
        Instant.ofEpochMilli(info.getScheduledTimestamp()),
        Timekeeping.now(context),
        info.getAttempt(),
        fraction(info.getWorkflowId() + "|" + info.getActivityId() + "|" + info.getAttempt()),
        Timekeeping.pace(context));
  }

  /** Time from the first attempt to this one, as what is waited for counts it. */
  public Duration age() {
    return since(first);
  }

  /** Time from then to this attempt, as what is waited for counts it. */
  public Duration since(Instant then) {
    return Duration.between(then, now).multipliedBy(pace);
  }

  /** Whether a wait that began then may be given up at all. */
  public boolean mayEndWaitOf(Instant then) {
    return pace == 1 || Duration.between(then, now).compareTo(EARLIEST_END) >= 0;
  }

  /** The delay in the server's time after which this much has passed for what is waited for. */
  public Duration delay(Duration passing) {
    if (pace == 1) {
      return passing;
    }
    Duration delay = passing.dividedBy(pace);
    return delay.compareTo(CLOSEST) > 0 ? delay : CLOSEST;
  }

  private static double fraction(String seed) {
    CRC32 hash = new CRC32();
    hash.update(seed.getBytes(UTF_8));
    return hash.getValue() / (double) (1L << 32);
  }
}
