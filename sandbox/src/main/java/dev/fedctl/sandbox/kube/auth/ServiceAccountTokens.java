package dev.fedctl.sandbox.kube.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens of accounts. The long-lived ones in Secrets of type kubernetes.io/service-account-token
 * are good while their Secret holds them and their account lives; that a Secret holds one proves
 * who signed it. Those that were asked for by TokenRequest are good until they expire.
 */
public final class ServiceAccountTokens implements Authenticator {

  static final String CLAIM = "kubernetes.io/serviceaccount/";

  private final ObjectStore store;
  private final Secrets secrets;

  public ServiceAccountTokens(ObjectStore store, Secrets secrets) {
    this.store = store;
    this.secrets = secrets;
  }

  /** A signed token for an account, bound to a Secret; the same for the same Secret. */
  public String issue(
      String namespace, String secret, String secretUid, String account, String uid) {
    return secrets.token(namespace, secret, secretUid, account, uid);
  }

  /** A signed token for an account that lasts until {@code end}, in real time. */
  public String issue(String namespace, String account, String uid, Instant end) {
    return secrets.token(namespace, account, uid, end);
  }

  @Override
  public Optional<Outcome> authenticate(WireRequest request, Instant now) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("Bearer ey"))
        .map(
            value ->
                new Outcome(
                    holder(value.substring("Bearer ".length()).trim(), request.arrivedAt())));
  }

  /** The account that a token belongs to in real time; empty when it is not good here. */
  public Optional<User> holder(String token, Instant real) {
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
      return shortLived(token, claims, real);
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

  private Optional<User> shortLived(String token, JsonNode claims, Instant real) {
    JsonNode bound = claims.path("kubernetes.io");
    String namespace = Trees.text(bound, "namespace");
    String name = Trees.text(bound, "serviceaccount", "name");
    boolean current = real.getEpochSecond() < claims.path("exp").asLong();
    return current
            && secrets.isSigned(token)
            && lives(namespace, name, Trees.text(bound, "serviceaccount", "uid"))
        ? Optional.of(User.serviceAccount(namespace, name))
        : Optional.empty();
  }

  /** The decoded text of one key of a Secret; empty text when it is missing or no base64. */
  public static String decoded(JsonNode secret, String key) {
    try {
      return new String(Base64.getDecoder().decode(Trees.text(secret.path("data"), key)), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
