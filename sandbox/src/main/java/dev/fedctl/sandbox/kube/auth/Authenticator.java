package dev.fedctl.sandbox.kube.auth;

import dev.fedctl.sandbox.wire.WireRequest;
import java.time.Instant;
import java.util.Optional;

/** Finds out who sends a request. Runs under the kernel's lock. */
@FunctionalInterface
public interface Authenticator {

  /**
   * What became of the credentials.
   *
   * @param user empty: there were credentials, and they are not good
   */
  record Outcome(Optional<User> user) {}

  /** Empty when the request carries nothing that this authenticator knows. */
  Optional<Outcome> authenticate(WireRequest request, Instant now);

  static Outcome known(User user) {
    return new Outcome(Optional.of(user));
  }

  static Outcome refused() {
    return new Outcome(Optional.empty());
  }
}
