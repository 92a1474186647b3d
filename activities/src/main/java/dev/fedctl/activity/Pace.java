package dev.fedctl.activity;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;

/**
 * Shortens all waits of a worker's activities: a worker of pace 120 looks after five seconds at
 * what is expected to take ten minutes. For stand-ins whose clock runs so much faster than the
 * server's; with anything real the pace is 1.
 *
 * <p>Activities know nothing of it: it reaches {@link Attempt} by the context that Temporal gives
 * to each of them.
 */
public final class Pace extends WorkerInterceptorBase {

  private final int pace;

  /**
   * @param pace at least 1
   */
  public Pace(int pace) {
    if (pace < 1) {
      throw new IllegalArgumentException("pace: " + pace + " is less than 1");
    }
    this.pace = pace;
  }

  static int of(ActivityExecutionContext context) {
    return context instanceof Paced paced ? paced.pace : 1;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public void init(ActivityExecutionContext context) {
        super.init(new Paced(context, pace));
      }
    };
  }

  private static final class Paced extends ActivityExecutionContextBase {
    private final int pace;

    Paced(ActivityExecutionContext context, int pace) {
      super(context);
      this.pace = pace;
    }
  }
}
