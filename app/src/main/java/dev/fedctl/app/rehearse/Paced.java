package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.starter.render.StepsOf;
import dev.fedctl.starter.render.Watcher;
import java.time.Duration;

/**
 * Looks on less often: the clock of a rehearsal leaps, and every look costs real time, the more the
 * more members there are.
 */
final class Paced implements Watcher {

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_PER_MEMBER = Duration.ofSeconds(2);

  private final Watcher watcher;
  private Duration next = Duration.ZERO;

  Paced(Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void moved(Duration elapsed, FederationStatus status, StepsOf steps) {
    if (elapsed.compareTo(next) < 0 && !status.settled()) {
      return;
    }
    next =
        elapsed.plus(SHORTEST_PAUSE).plus(PAUSE_PER_MEMBER.multipliedBy(status.members().size()));
    watcher.moved(elapsed, status, steps);
  }

  @Override
  public void note(String line) {
    watcher.note(line);
  }
}
