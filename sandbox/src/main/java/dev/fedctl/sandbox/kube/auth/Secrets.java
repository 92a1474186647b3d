package dev.fedctl.sandbox.kube.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Memory;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.tls.CertificateAuthority;
import dev.fedctl.sandbox.tls.Pem;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the API servers of one cloud hold that cannot be guessed: authorities, serving keys, tokens.
 * Clients keep copies of them, so that each is drawn once in the life of the cloud.
 */
public final class Secrets {

  private static final String CLAIM = ServiceAccountTokens.CLAIM;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Memory memory;
  private @Nullable KeyPair tokenKey;

  public Secrets(Memory memory) {
    this.memory = memory;
  }

  /**
   * Who an API server is.
   *
   * @param authority PEM of the CA that signed what it presents
   */
  public record Identity(String authority, TlsIdentity serving) {}

  /** The identity of the API server of one life of a cluster. */
  public Identity identity(String cluster, String host) {
    return memory.once(
        "identity of " + cluster,
        () -> {
          CertificateAuthority authority = CertificateAuthority.create("kubernetes");
          return new Identity(authority.pem(), authority.serving(List.of(host), List.of()));
        },
        made -> made.authority() + Pem.of(made.serving().leaf()) + Pem.of(made.serving().key()),
        Secrets::identity);
  }

  private static Identity identity(String pem) {
    List<String> blocks = List.of(pem.split("(?<=-----END CERTIFICATE-----\n)"));
    return new Identity(
        blocks.getFirst(),
        new TlsIdentity(Pem.privateKey(blocks.getLast()), Pem.certificates(blocks.get(1))));
  }

  /** A signed token for an account, bound to the Secret with that UID. */
  String token(String namespace, String secret, String secretUid, String account, String uid) {
    ObjectNode claims = Trees.object();
    claims.put("iss", "kubernetes/serviceaccount");
    claims.put(CLAIM + "namespace", namespace);
    claims.put(CLAIM + "secret.name", secret);
    claims.put(CLAIM + "service-account.name", account);
    claims.put(CLAIM + "service-account.uid", uid);
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + account);
    return memory.once(
        "token in " + secretUid, () -> signed(claims), Function.identity(), Function.identity());
  }

  /** A signed token for an account that lasts until {@code end}, in real time. */
  String token(String namespace, String account, String uid, Instant end) {
    ObjectNode claims = Trees.object();
    claims.put("iss", "https://kubernetes.default.svc").put("exp", end.getEpochSecond());
    ObjectNode bound = claims.putObject("kubernetes.io");
    bound.put("namespace", namespace);
    bound.putObject("serviceaccount").put("name", account).put("uid", uid);
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + account);
    return signed(claims);
  }

  /** Whether a token was signed here. */
  boolean isSigned(String token) {
    int dot = token.lastIndexOf('.');
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(tokenKey().getPublic());
      signature.update(token.substring(0, dot).getBytes(UTF_8));
      return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private String signed(ObjectNode claims) {
    ObjectNode header = Trees.object().put("alg", "ES256").put("typ", "JWT");
    String text =
        BASE64.encodeToString(Trees.bytes(header))
            + "."
            + BASE64.encodeToString(Trees.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(tokenKey().getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with ECDSA", e);
    }
  }

  private KeyPair tokenKey() {
    KeyPair known = tokenKey;
    if (known == null) {
      known = memory.once("key of tokens", Secrets::newKey, Secrets::written, Secrets::key);
      tokenKey = known;
    }
    return known;
  }

  private static String written(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded())
        + "\n"
        + Pem.of(key.getPrivate());
  }

  private static KeyPair key(String text) {
    int line = text.indexOf('\n');
    try {
      PublicKey known =
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new X509EncodedKeySpec(Base64.getDecoder().decode(text.substring(0, line))));
      return new KeyPair(known, Pem.privateKey(text.substring(line + 1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a key pair", e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC P-256", e);
    }
  }
}
