package dev.fedctl.sandbox.state;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A clock that can be held at a moment of the past. It never goes back: after the machine's clock
 * was set back it waits at the latest moment that was kept.
 */
final class StateClock implements InstantSource {

  private final InstantSource live;
  private volatile @Nullable Instant held;
  private volatile Instant latest;

  /** Held at {@code start} until it is released. */
  StateClock(InstantSource live, Instant start) {
    this.live = live;
    this.held = start;
    this.latest = start;
  }

  void hold(Instant at) {
    held = at;
    latest = at.isAfter(latest) ? at : latest;
  }

  void release() {
    held = null;
  }

  @Override
  public Instant instant() {
    Instant fixed = held;
    if (fixed != null) {
      return fixed;
    }
    Instant now = live.instant();
    return now.isAfter(latest) ? now : latest;
  }
}
