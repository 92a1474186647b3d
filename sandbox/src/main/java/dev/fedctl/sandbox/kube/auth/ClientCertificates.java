package dev.fedctl.sandbox.kube.auth;

import dev.fedctl.sandbox.tls.Pem;
import dev.fedctl.sandbox.wire.WireRequest;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Client certificates signed by one authority: the common name is the user, organizations are
 * groups.
 */
public final class ClientCertificates implements Authenticator {

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final Supplier<String> authority;
  private String parsedPem = "";
  private List<X509Certificate> parsed = List.of();

  /** {@code authority}: PEM of the CA, read at each request. */
  public ClientCertificates(Supplier<String> authority) {
    this.authority = authority;
  }

  @Override
  public Optional<Outcome> authenticate(WireRequest request, Instant now) {
    return request.clientCertificate().map(leaf -> new Outcome(user(leaf, request.arrivedAt())));
  }

  private Optional<User> user(X509Certificate leaf, Instant real) {
    try {
      // Certificates are security: they expire in real time.
      leaf.checkValidity(java.util.Date.from(real));
      List<String> usages = leaf.getExtendedKeyUsage();
      if (usages != null && !usages.contains(CLIENT_AUTH)) {
        return Optional.empty();
      }
      for (X509Certificate ca : authorities()) {
        if (leaf.getIssuerX500Principal().equals(ca.getSubjectX500Principal())) {
          leaf.verify(ca.getPublicKey());
          return Optional.of(named(leaf));
        }
      }
      return Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException | InvalidNameException e) {
      return Optional.empty();
    }
  }

  private List<X509Certificate> authorities() {
    String pem = authority.get();
    if (!pem.equals(parsedPem)) {
      parsed = Pem.certificates(pem);
      parsedPem = pem;
    }
    return parsed;
  }

  private static User named(X509Certificate leaf) throws InvalidNameException {
    String name = "";
    List<String> groups = new ArrayList<>();
    for (Rdn part : new LdapName(leaf.getSubjectX500Principal().getName()).getRdns()) {
      if (part.getType().equalsIgnoreCase("CN")) {
        name = part.getValue().toString();
      } else if (part.getType().equalsIgnoreCase("O")) {
        groups.add(part.getValue().toString());
      }
    }
    groups.add(User.AUTHENTICATED);
    return new User(name, groups);
  }
}
