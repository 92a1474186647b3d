package dev.fedctl.starter.federation;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import java.util.Optional;

/** What is known of a federation before somebody decides. */
public sealed interface Situation {

  /** Nobody remembers one, or it was destroyed. */
  record Absent() implements Situation {}

  /** Its workflow runs. */
  record Living(Standing standing, FederationStatus status, FederationDocument spec)
      implements Situation {}

  /** Its workflow was cancelled, terminated or failed; what it has built stands. */
  record Ended(Standing standing, FederationMemory memory) implements Situation {}

  /** Reads it. */
  static Situation of(Federation federation) {
    Optional<Standing> standing = federation.standing();
    if (standing.isEmpty() || standing.get().state() == Standing.State.DESTROYED) {
      return new Absent();
    }
    return standing.get().state() == Standing.State.RUNNING
        ? new Living(standing.get(), federation.status(), federation.spec())
        : new Ended(standing.get(), federation.memory());
  }

  /** The spec in force; empty when nothing stands. */
  default Optional<FederationDocument> inForce() {
    return switch (this) {
      case Absent none -> Optional.empty();
      case Living living -> Optional.of(living.spec());
      case Ended ended -> Optional.of(ended.memory().document());
    };
  }

  /** The account it lives in; empty while nobody knows. */
  default Optional<String> account() {
    return switch (this) {
      case Absent none -> Optional.empty();
      case Living living -> living.status().account();
      case Ended ended -> ended.memory().caller().map(CallerIdentity::account);
    };
  }

  /** Refuses a spec, or a worker, of another place: the name would be taken twice. */
  default void checkPlace(FederationDocument wanted, String account) {
    inForce()
        .map(document -> document.spec().region())
        .filter(region -> !region.equals(wanted.spec().region()))
        .ifPresent(
            region -> {
              throw CommandFailure.of(
                  ExitCodes.WRONG_ACCOUNT,
                  "federation \"%s\" lives in %s, and the spec says %s"
                      .formatted(wanted.name(), region, wanted.spec().region()),
                  "set spec.region back, or choose another metadata.name");
            });
    checkAccount(wanted.name(), account);
  }

  /** Refuses a worker of another account. */
  default void checkAccount(String name, String account) {
    account()
        .filter(home -> !home.equals(account))
        .ifPresent(
            home -> {
              throw CommandFailure.of(
                  ExitCodes.WRONG_ACCOUNT,
                  "federation \"%s\" lives in account %s, and the worker works in %s"
                      .formatted(name, home, account),
                  "start the worker with credentials of " + home + ", or choose another name");
            });
  }
}
