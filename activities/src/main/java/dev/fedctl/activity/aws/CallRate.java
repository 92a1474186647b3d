package dev.fedctl.activity.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How many calls a second this worker makes to one service in one region. AWS counts per account,
 * region and service, so that a limit on Temporal's side, which knows none of them, would have to
 * be as low as that of the slowest.
 *
 * <p>A call that comes early waits for its turn, which costs a virtual thread and no more; one
 * whose turn is further away than {@link #PATIENCE} is told that it is throttled, as AWS would tell
 * it, and Temporal tries it again later.
 */
public final class CallRate {

  /** The longest wait; an activity's attempt is given thirty seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long interval;
  private final LongSupplier nanoTime;
  private final Map<String, Long> next = new ConcurrentHashMap<>();

  /**
   * @param callsPerSecond at least 1; as many may come at once
   */
  public static CallRate of(int callsPerSecond) {
    return new CallRate(callsPerSecond, System::nanoTime);
  }

  CallRate(int callsPerSecond, LongSupplier nanoTime) {
    if (callsPerSecond < 1) {
      throw new IllegalArgumentException("callsPerSecond: " + callsPerSecond + " is less than 1");
    }
    this.interval = SECOND / callsPerSecond;
    this.nanoTime = nanoTime;
  }

  /**
   * Waits for the turn of a call; false when it is too far away, and then it counts for nothing.
   */
  boolean await(String service, String region) {
    long wait = reserve(service + " " + region);
    if (wait > PATIENCE.toNanos()) {
      return false;
    }
    long end = nanoTime.getAsLong() + wait;
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      wait = end - nanoTime.getAsLong();
    }
    return true;
  }

  /** How long the next call has to wait; takes its turn unless that is too long. */
  long reserve(String bucket) {
    long now = nanoTime.getAsLong();
    long[] wait = new long[1];
    next.compute(
        bucket,
        (name, known) -> {
          // A second of silence is saved up, and no more.
          long turn =
              known == null ? now - SECOND + interval : Math.max(known, now - SECOND + interval);
          wait[0] = Math.max(0, turn - now);
          return wait[0] > PATIENCE.toNanos() ? turn : turn + interval;
        });
    return wait[0];
  }
}
