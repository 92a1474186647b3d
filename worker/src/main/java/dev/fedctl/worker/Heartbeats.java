package dev.fedctl.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server of each attempt that takes longer that it is still at work. The server then
 * hears nothing of a worker that died, and gives its attempts to another one within their heartbeat
 * timeout, not only when the longest time is over that the calls could have taken.
 *
 * <p>A heartbeat also brings the news that an attempt is not wanted any more. It is brought to its
 * end all the same: half a change helps nobody.
 */
final class Heartbeats extends WorkerInterceptorBase implements AutoCloseable {

  /** So many fall into a heartbeat timeout: some may be lost. */
  private static final int EACH_TIMEOUT = 4;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeats").factory());

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private @Nullable ActivityExecutionContext context;

      @Override
      public void init(ActivityExecutionContext given) {
        context = given;
        super.init(given);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        ActivityExecutionContext known = context;
        Duration timeout = known == null ? Duration.ZERO : known.getInfo().getHeartbeatTimeout();
        if (known == null || timeout.isZero()) {
          return super.execute(input);
        }
        long pause = timeout.toMillis() / EACH_TIMEOUT;
        ScheduledFuture<?> beats =
            timer.scheduleAtFixedRate(
                // A server that is slow to take one must not hold up those of others.
                () -> Thread.ofVirtual().start(() -> beat(known)),
                pause,
                pause,
                TimeUnit.MILLISECONDS);
        try {
          return super.execute(input);
        } finally {
          beats.cancel(false);
        }
      }
    };
  }

  private static void beat(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (RuntimeException notWanted) {
      // Cancelled, paused, or over: the attempt ends by itself.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
