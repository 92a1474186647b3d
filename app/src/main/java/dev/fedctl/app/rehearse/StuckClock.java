package dev.fedctl.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Tells a driven clock that leaps from one that only runs as fast as real time does. */
final class StuckClock {

  /** Faster than real time by less than this means that something holds the clock. */
  private static final int LEAPS = 3;

  private final Duration patience;
  private final Supplier<List<String>> holders;
  private Instant realSince = Instant.now();
  private Instant virtualSince;

  /**
   * @param holders what may hold it, told when it is held
   */
  StuckClock(Duration patience, Instant virtualNow, Supplier<List<String>> holders) {
    this.patience = patience;
    this.virtualSince = virtualNow;
    this.holders = holders;
  }

  /** Fails when, over the whole of the patience, the clock has not leapt. */
  void moved(Instant virtualNow) {
    Instant realNow = Instant.now();
    Duration real = Duration.between(realSince, realNow);
    if (real.compareTo(patience) < 0) {
      return;
    }
    Duration virtual = Duration.between(virtualSince, virtualNow);
    if (virtual.compareTo(real.multipliedBy(LEAPS)) < 0) {
      throw new IllegalStateException(
          "the rehearsal's clock is held: %s in %s; not ended: %s"
              .formatted(virtual, real, holders.get()));
    }
    realSince = realNow;
    virtualSince = virtualNow;
  }
}
