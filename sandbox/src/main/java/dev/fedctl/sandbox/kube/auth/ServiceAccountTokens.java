package dev.fedctl.sandbox.kube.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens of accounts. The long-lived ones in Secrets of type kubernetes.io/service-account-token
 * are good while their Secret holds them and their account lives; that a Secret holds one proves
 * who signed it. Those that were asked for by TokenRequest are good until they expire.
 */
public final class ServiceAccountTokens implements Authenticator {

  private static final KeyPair KEYS = keys();
  private static final String CLAIM = "kubernetes.io/serviceaccount/";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ObjectStore store;

  public ServiceAccountTokens(ObjectStore store) {
    this.store = store;
  }

  /** A signed token for an account, bound to a Secret. */
  public static String issue(String namespace, String secret, String account, String uid) {
    ObjectNode claims = Trees.object();
    claims.put("iss", "kubernetes/serviceaccount");
    claims.put(CLAIM + "namespace", namespace);
    claims.put(CLAIM + "secret.name", secret);
    claims.put(CLAIM + "service-account.name", account);
    claims.put(CLAIM + "service-account.uid", uid);
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + account);
    return signed(claims);
  }

  /** A signed token for an account that lasts until {@code end}, in real time. */
  public static String issue(String namespace, String account, String uid, Instant end) {
    ObjectNode claims = Trees.object();
    claims.put("iss", "https://kubernetes.default.svc").put("exp", end.getEpochSecond());
    ObjectNode bound = claims.putObject("kubernetes.io");
    bound.put("namespace", namespace);
    bound.putObject("serviceaccount").put("name", account).put("uid", uid);
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + account);
    return signed(claims);
  }

  private static String signed(ObjectNode claims) {
    ObjectNode header = Trees.object().put("alg", "ES256").put("typ", "JWT");
    String text =
        BASE64.encodeToString(Trees.bytes(header))
            + "."
            + BASE64.encodeToString(Trees.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(KEYS.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with ECDSA", e);
    }
  }

  @Override
  public Optional<Outcome> authenticate(WireRequest request, Instant now) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("Bearer ey"))
        .map(value -> new Outcome(holder(value.substring("Bearer ".length()).trim())));
  }

  /** The account that a token belongs to; empty when it is not good here. */
  public Optional<User> holder(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    JsonNode claims;
    try {
      claims = Trees.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    if (claims.has("exp")) {
      return shortLived(token, claims);
    }
    String namespace = Trees.text(claims, CLAIM + "namespace");
    String name = Trees.text(claims, CLAIM + "service-account.name");
    boolean held =
        store
            .find("secrets", namespace, Trees.text(claims, CLAIM + "secret.name"))
            .map(secret -> decoded(secret, "token").equals(token))
            .orElse(false);
    boolean lives = lives(namespace, name, Trees.text(claims, CLAIM + "service-account.uid"));
    return held && lives ? Optional.of(User.serviceAccount(namespace, name)) : Optional.empty();
  }

  private boolean lives(String namespace, String name, String uid) {
    return store
        .find("serviceaccounts", namespace, name)
        .filter(account -> Trees.text(account, "metadata", "uid").equals(uid))
        .isPresent();
  }

  private Optional<User> shortLived(String token, JsonNode claims) {
    JsonNode bound = claims.path("kubernetes.io");
    String namespace = Trees.text(bound, "namespace");
    String name = Trees.text(bound, "serviceaccount", "name");
    boolean current =
        InstantSource.system().instant().getEpochSecond() < claims.path("exp").asLong();
    return current
            && isSigned(token)
            && lives(namespace, name, Trees.text(bound, "serviceaccount", "uid"))
        ? Optional.of(User.serviceAccount(namespace, name))
        : Optional.empty();
  }

  private static boolean isSigned(String token) {
    int dot = token.lastIndexOf('.');
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(KEYS.getPublic());
      signature.update(token.substring(0, dot).getBytes(UTF_8));
      return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The decoded text of one key of a Secret; empty text when it is missing or no base64. */
  public static String decoded(JsonNode secret, String key) {
    try {
      return new String(Base64.getDecoder().decode(Trees.text(secret.path("data"), key)), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC P-256", e);
    }
  }
}
