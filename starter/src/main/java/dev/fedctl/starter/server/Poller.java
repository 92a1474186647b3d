package dev.fedctl.starter.server;

import dev.fedctl.contract.identity.WorkerIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that takes work from our task queue.
 *
 * @param identity as it signs
 * @param seenAt when it asked for work the last time
 */
public record Poller(String identity, Instant seenAt) {

  /** Its version; empty when it does not sign as workers of fedctl do. */
  public Optional<String> version() {
    return WorkerIdentity.parse(identity).map(WorkerIdentity::version);
  }

  /** Whether it speaks the messages of this version; whoever does not say so may. */
  public boolean understands(String starter) {
    return WorkerIdentity.parse(identity).map(one -> one.understands(starter)).orElse(true);
  }
}
