package dev.fedctl.sandbox.aws.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What time itself does: a deleted thing vanishes when its deletion ends. Nothing runs by itself;
 * whoever looks at the world first lets happen what is due. Guarded by the kernel's lock.
 */
public final class Later {

  private record Due(Instant at, long order, Runnable work) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private long order;

  public void at(Instant due, Runnable work) {
    queue.add(new Due(due, order++, work));
  }

  public void settle(Instant now) {
    for (Due next = queue.peek(); next != null && !next.at().isAfter(now); next = queue.peek()) {
      queue.remove(next);
      next.work().run();
    }
  }
}
