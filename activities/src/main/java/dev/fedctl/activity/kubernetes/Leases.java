package dev.fedctl.activity.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of things that are costly to open, least recently used given up first. What is
 * in use is never closed under its user: it is closed when the last one is done.
 */
final class Leases<K, V> {

  private final int bound;
  private final Duration longest;
  private final InstantSource clock;
  private final Function<K, V> open;
  private final Consumer<V> close;
  private final Map<K, Lease<V>> leases = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param bound how many are kept open while nobody uses them
   * @param longest how long one is used before it is opened anew
   */
  Leases(int bound, Duration longest, InstantSource clock, Function<K, V> open, Consumer<V> close) {
    this.bound = bound;
    this.longest = longest;
    this.clock = clock;
    this.open = open;
    this.close = close;
  }

  /** Lends what belongs to the key for as long as {@code body} runs. */
  <T> T use(K key, Function<V, T> body) {
    Lease<V> lease = take(key);
    try {
      return body.apply(lease.value);
    } finally {
      giveBack(lease);
    }
  }

  /** The next use opens anew. */
  synchronized void drop(K key) {
    Lease<V> lease = leases.remove(key);
    if (lease != null) {
      lease.dropped = true;
      closeIfDone(lease);
    }
  }

  synchronized int open() {
    return leases.size();
  }

  private Lease<V> take(K key) {
    Lease<V> known = known(key);
    if (known != null) {
      return known;
    }
    // Opening calls out: the lock is not held meanwhile, and who comes second gives way.
    V opened = open.apply(key);
    Lease<V> winner;
    synchronized (this) {
      winner = known(key);
      if (winner == null) {
        Lease<V> mine = new Lease<>(opened, clock.instant());
        mine.users = 1;
        leases.put(key, mine);
        evict();
        return mine;
      }
    }
    close.accept(opened);
    return winner;
  }

  private synchronized @Nullable Lease<V> known(K key) {
    Lease<V> lease = leases.get(key);
    if (lease == null) {
      return null;
    }
    if (clock.instant().isAfter(lease.since.plus(longest))) {
      drop(key);
      return null;
    }
    lease.users++;
    return lease;
  }

  private synchronized void giveBack(Lease<V> lease) {
    lease.users--;
    closeIfDone(lease);
    evict();
  }

  private void evict() {
    Iterator<Lease<V>> eldestFirst = leases.values().iterator();
    while (leases.size() > bound && eldestFirst.hasNext()) {
      Lease<V> lease = eldestFirst.next();
      if (lease.users == 0) {
        eldestFirst.remove();
        lease.dropped = true;
        closeIfDone(lease);
      }
    }
  }

  private void closeIfDone(Lease<V> lease) {
    if (lease.dropped && lease.users == 0) {
      close.accept(lease.value);
    }
  }

  private static final class Lease<V> {
    private final V value;
    private final Instant since;
    private int users;
    private boolean dropped;

    Lease(V value, Instant since) {
      this.value = value;
      this.since = since;
    }
  }
}
