package dev.fedctl.starter.federation;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.render.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Follows a federation until it is as expected. Servers and workers may come and go meanwhile: who
 * follows says so, and goes on.
 */
public final class Follower {

  private final Federation federation;
  private final Watcher watcher;
  private final Duration pause;
  private final Optional<Instant> deadline;
  private boolean silent;

  /**
   * @param pause between two looks
   * @param limit after which a {@link CommandFailure} ends it
   */
  public Follower(
      Federation federation, Watcher watcher, Duration pause, Optional<Duration> limit) {
    this.federation = federation;
    this.watcher = watcher;
    this.pause = pause;
    this.deadline = limit.map(Instant.now()::plus);
  }

  /** The first status that is as expected. */
  public FederationStatus until(Predicate<FederationStatus> expected) {
    while (true) {
      Optional<FederationStatus> status = look();
      if (status.filter(expected).isPresent()) {
        return status.get();
      }
      if (deadline.filter(at -> Instant.now().isAfter(at)).isPresent()) {
        throw CommandFailure.of(
            ExitCodes.TIMED_OUT,
            "--timeout is over, and federation \"%s\" goes on".formatted(federation.name()),
            "follow it: fedctl watch " + federation.name());
      }
      rest();
    }
  }

  private Optional<FederationStatus> look() {
    try {
      FederationStatus status = federation.status();
      watcher.moved(Duration.between(status.startedAt(), Instant.now()), status, federation);
      silent = false;
      return Optional.of(status);
    } catch (CommandFailure failure) {
      boolean passes =
          failure.exitCode() == ExitCodes.SERVER_UNREACHABLE
              || failure.exitCode() == ExitCodes.NO_WORKER;
      if (!passes) {
        throw failure;
      }
      if (!silent) {
        watcher.note("waiting: " + failure.getMessage());
        silent = true;
      }
      return Optional.empty();
    }
  }

  /** Between two looks: a workflow can be asked how it is, and tells nobody by itself. */
  private void rest() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.of(ExitCodes.TIMED_OUT, "interrupted");
    }
  }
}
