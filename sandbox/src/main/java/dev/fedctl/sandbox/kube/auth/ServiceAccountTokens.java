package dev.fedctl.sandbox.kube.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The long-lived tokens in Secrets of type kubernetes.io/service-account-token. A token is good
 * while its Secret holds it and its account lives; that a Secret holds it proves who signed it.
 */
public final class ServiceAccountTokens implements Authenticator {

  private static final PrivateKey KEY = key();
  private static final String CLAIM = "kubernetes.io/serviceaccount/";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ObjectStore store;

  public ServiceAccountTokens(ObjectStore store) {
    this.store = store;
  }

  /** A signed token for an account, bound to a Secret. */
  public static String issue(String namespace, String secret, String account, String uid) {
    ObjectNode header = Trees.object().put("alg", "ES256").put("typ", "JWT");
    ObjectNode claims = Trees.object();
    claims.put("iss", "kubernetes/serviceaccount");
    claims.put(CLAIM + "namespace", namespace);
    claims.put(CLAIM + "secret.name", secret);
    claims.put(CLAIM + "service-account.name", account);
    claims.put(CLAIM + "service-account.uid", uid);
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + account);
    String text =
        BASE64.encodeToString(Trees.bytes(header))
            + "."
            + BASE64.encodeToString(Trees.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(KEY);
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
    String namespace = Trees.text(claims, CLAIM + "namespace");
    String name = Trees.text(claims, CLAIM + "service-account.name");
    boolean held =
        store
            .find("secrets", namespace, Trees.text(claims, CLAIM + "secret.name"))
            .map(secret -> decoded(secret, "token").equals(token))
            .orElse(false);
    boolean lives =
        store
            .find("serviceaccounts", namespace, name)
            .map(account -> Trees.text(account, "metadata", "uid"))
            .filter(uid -> uid.equals(Trees.text(claims, CLAIM + "service-account.uid")))
            .isPresent();
    return held && lives ? Optional.of(User.serviceAccount(namespace, name)) : Optional.empty();
  }

  /** The decoded text of one key of a Secret; empty text when it is missing or no base64. */
  public static String decoded(JsonNode secret, String key) {
    try {
      return new String(Base64.getDecoder().decode(Trees.text(secret.path("data"), key)), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static PrivateKey key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC P-256", e);
    }
  }
}
