package dev.fedctl.acceptance.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other processes do, in real time. */
public final class Until {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Until() {}

  /**
   * Looks until there is something; fails when the time is over.
   *
   * @param what is waited for, for the message
   */
  public static <T> T there(String what, Duration limit, Supplier<Optional<T>> look) {
    return there(what, limit, PAUSE, look);
  }

  /** The same with another time between two looks. */
  public static <T> T there(
      String what, Duration limit, Duration pause, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("%s: not within %d s".formatted(what, limit.toSeconds()));
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Looks until it is so. */
  public static void so(String what, Duration limit, Supplier<Boolean> look) {
    so(what, limit, PAUSE, look);
  }

  /** The same with another time between two looks. */
  public static void so(String what, Duration limit, Duration pause, Supplier<Boolean> look) {
    there(what, limit, pause, () -> look.get() ? Optional.of(true) : Optional.empty());
  }
}
