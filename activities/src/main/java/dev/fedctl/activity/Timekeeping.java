package dev.fedctl.activity;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What time is for a worker's activities: the Temporal server's, and how much faster than it goes
 * what they wait for. A worker of pace 120 looks after five seconds at what is expected to take ten
 * minutes: for stand-ins on a scaled clock; with anything real the pace is 1.
 *
 * <p>Activities know nothing of it: it reaches {@link Attempt} by the context that Temporal gives
 * to each of them.
 */
public final class Timekeeping extends WorkerInterceptorBase {

  private final InstantSource clock;
  private final int pace;

  /**
   * @param clock the Temporal server's time: the system's, unless the server's is another one
   * @param pace at least 1
   */
  public Timekeeping(InstantSource clock, int pace) {
    if (pace < 1) {
      throw new IllegalArgumentException("pace: " + pace + " is less than 1");
    }
    this.clock = clock;
    this.pace = pace;
  }

  static int pace(ActivityExecutionContext context) {
    return context instanceof Timed timed ? timed.pace : 1;
  }

  /**
   * The server's time: the later of what the clock says and when the attempt was scheduled, because
   * a worker's clock may be behind, and not every server moves the scheduled time with each
   * attempt.
   */
  static Instant now(ActivityExecutionContext context) {
    Instant scheduled =
        Instant.ofEpochMilli(context.getInfo().getCurrentAttemptScheduledTimestamp());
    if (!(context instanceof Timed timed)) {
      return scheduled;
    }
    Instant now = timed.clock.instant();
    return now.isAfter(scheduled) ? now : scheduled;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public void init(ActivityExecutionContext context) {
        super.init(new Timed(context, clock, pace));
      }
    };
  }

  private static final class Timed extends ActivityExecutionContextBase {
    private final InstantSource clock;
    private final int pace;

    Timed(ActivityExecutionContext context, InstantSource clock, int pace) {
      super(context);
      this.clock = clock;
      this.pace = pace;
    }
  }
}
