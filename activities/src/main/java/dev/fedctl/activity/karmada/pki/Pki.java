package dev.fedctl.activity.karmada.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * All certificates and keys of one control plane. Says nothing of itself when printed: it must
 * never reach a log.
 */
public final class Pki {

  /** Leaves are signed anew when less than this is left of them. */
  static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private static final int DNS_NAME = 2;

  private final Map<Authority, Pair> authorities;
  private final Map<Leaf, Pair> leaves;

  private Pki(Map<Authority, Pair> authorities, Map<Leaf, Pair> leaves) {
    this.authorities = new EnumMap<>(authorities);
    this.leaves = new EnumMap<>(leaves);
  }

  /** New authorities, new keys. */
  public static Pki create(Names names, Instant now) {
    Issuer issuer = new Issuer();
    Map<Authority, Pair> authorities = new EnumMap<>(Authority.class);
    for (Authority authority : Authority.values()) {
      authorities.put(authority, issuer.authority(authority, now));
    }
    Map<Leaf, Pair> leaves = new EnumMap<>(Leaf.class);
    for (Leaf leaf : Leaf.values()) {
      leaves.put(
          leaf, issuer.leaf(leaf, issuer.keys(), signer(authorities, leaf), names.dns(leaf), now));
    }
    return new Pki(authorities, leaves);
  }

  /**
   * The leaves signed anew by the same authorities for the same keys: whoever trusted them still
   * does, and tokens that were signed with them stay valid.
   */
  public Pki renewed(Names names, Instant now) {
    Issuer issuer = new Issuer();
    Map<Leaf, Pair> renewed = new EnumMap<>(Leaf.class);
    leaves.forEach(
        (leaf, pair) ->
            renewed.put(
                leaf,
                issuer.leaf(
                    leaf,
                    new KeyPair(pair.certificate().getPublicKey(), pair.key()),
                    signer(authorities, leaf),
                    names.dns(leaf),
                    now)));
    return new Pki(authorities, renewed);
  }

  /** Whether every leaf is valid for these names, and for some weeks more. */
  public boolean serves(Names names, Instant now) {
    return expires().isAfter(now.plus(RENEWED_BEFORE_END))
        && leaves.entrySet().stream()
            .allMatch(leaf -> dnsNames(leaf.getValue()).containsAll(names.dns(leaf.getKey())));
  }

  /** When the first of the leaves ends. */
  public Instant expires() {
    return leaves.values().stream()
        .map(pair -> pair.certificate().getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** SHA-256 of the certificate of Karmada's own authority, hex. */
  public String caFingerprint() {
    try {
      byte[] der = pair(Authority.KARMADA).certificate().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The data of Secret karmada-cert: every pair, Base64, by file name. */
  public Map<String, String> data() {
    Map<String, String> data = new TreeMap<>();
    authorities.forEach((authority, pair) -> put(data, authority.file(), pair));
    leaves.forEach((leaf, pair) -> put(data, leaf.file(), pair));
    return data;
  }

  /** The same, read back. */
  public static Pki read(Map<String, String> data) throws IOException {
    try {
      Map<Authority, Pair> authorities = new EnumMap<>(Authority.class);
      for (Authority authority : Authority.values()) {
        authorities.put(authority, take(data, authority.file()));
      }
      Map<Leaf, Pair> leaves = new EnumMap<>(Leaf.class);
      for (Leaf leaf : Leaf.values()) {
        leaves.put(leaf, take(data, leaf.file()));
      }
      return new Pki(authorities, leaves);
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "Pki[" + caFingerprint() + "]";
  }

  Pair pair(Authority authority) {
    return Objects.requireNonNull(authorities.get(authority));
  }

  Pair pair(Leaf leaf) {
    return Objects.requireNonNull(leaves.get(leaf));
  }

  private static Pair signer(Map<Authority, Pair> authorities, Leaf leaf) {
    return Objects.requireNonNull(authorities.get(leaf.authority()));
  }

  private static void put(Map<String, String> data, String file, Pair pair) {
    data.put(file + ".crt", base64(Pem.write(pair.certificate())));
    data.put(file + ".key", base64(Pem.writeKey(pair)));
  }

  private static Pair take(Map<String, String> data, String file)
      throws IOException, GeneralSecurityException {
    return new Pair(Pem.certificate(text(data, file + ".crt")), Pem.key(text(data, file + ".key")));
  }

  private static String text(Map<String, String> data, String key) throws IOException {
    String value = data.get(key);
    if (value == null) {
      throw new IOException("no " + key);
    }
    return new String(Base64.getDecoder().decode(value), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Set<String> dnsNames(Pair pair) {
    try {
      X509Certificate certificate = pair.certificate();
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      Set<String> dns = new HashSet<>();
      if (names != null) {
        names.stream()
            .filter(name -> name.get(0).equals(DNS_NAME))
            .forEach(name -> dns.add(String.valueOf(name.get(1))));
      }
      return dns;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of ours cannot be read", e);
    }
  }
}
