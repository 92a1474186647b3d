package dev.fedctl.sandbox.wire;

import dev.fedctl.sandbox.tls.TlsIdentity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Presents the certificate of the server name that the client asks for. */
final class SniKeyManager extends X509ExtendedKeyManager {

  private final CertificateSource source;

  /**
   * By alias. JSSE asks for an alias first and for key and chain afterwards; the alias therefore
   * names the certificate, so that a rotation between the questions cannot mix two of them.
   */
  private final Map<String, TlsIdentity> presented = new ConcurrentHashMap<>();

  SniKeyManager(CertificateSource source) {
    this.source = source;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Optional<TlsIdentity> identity = source.forName(serverName(engine.getHandshakeSession()));
    if (identity.isEmpty()
        || !identity.get().leaf().getPublicKey().getAlgorithm().equals(keyType)) {
      return null;
    }
    String alias = HexFormat.of().formatHex(identity.get().leaf().getSignature());
    presented.put(alias, identity.get());
    return alias;
  }

  /** The name in the client's hello, lower case; empty text when there is none. */
  static String serverName(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName().toLowerCase(Locale.ROOT);
        }
      }
    }
    return "";
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = presented.get(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = presented.get(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return List.copyOf(presented.keySet()).toArray(String[]::new);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
