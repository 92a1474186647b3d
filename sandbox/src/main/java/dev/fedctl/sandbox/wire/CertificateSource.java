package dev.fedctl.sandbox.wire;

import dev.fedctl.sandbox.tls.TlsIdentity;
import java.util.Optional;

/** Chooses what a TLS listener presents; called on many threads at once. */
@FunctionalInterface
public interface CertificateSource {

  /**
   * The identity for a server name, lower case; empty text when the client sent none. An empty
   * answer ends the handshake, as a name that nobody serves does.
   */
  Optional<TlsIdentity> forName(String serverName);
}
