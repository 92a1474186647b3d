package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Locale;

/**
 * Tells a kube-apiserver whom a bearer token stands for, as EKS's authenticator does: a presigned
 * STS GetCallerIdentity whose signature covers the cluster's name. STS itself is not asked.
 */
public final class EksTokenReviews implements AutoCloseable {

  private static final String PREFIX = "k8s-aws-v1.";
  private static final String ADMIN = "arn:aws:iam::111122223333:role/fedctl-worker";

  private final HttpServer server;

  private EksTokenReviews(HttpServer server) {
    this.server = server;
  }

  public static EksTokenReviews start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", EksTokenReviews::answer);
      server.start();
      return new EksTokenReviews(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kubeconfig by which a kube-apiserver asks here. */
  public String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: reviews, cluster: {server: "http://127.0.0.1:%d/"}}]
        contexts: [{name: reviews, context: {cluster: reviews, user: ""}}]
        current-context: reviews
        """
        .formatted(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      TokenReview asked = Serialization.unmarshal(exchange.getRequestBody(), TokenReview.class);
      byte[] answer = Serialization.asJson(review(asked.getSpec().getToken())).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static TokenReview review(String token) {
    TokenReviewBuilder review = new TokenReviewBuilder();
    if (!isSigned(token)) {
      return review.withNewStatus().withAuthenticated(false).endStatus().build();
    }
    return review
        .withNewStatus()
        .withAuthenticated(true)
        .withNewUser()
        .withUsername(ADMIN)
        .withGroups("system:masters")
        .endUser()
        .endStatus()
        .build();
  }

  private static boolean isSigned(String token) {
    if (!token.startsWith(PREFIX)) {
      return false;
    }
    String url =
        new String(Base64.getUrlDecoder().decode(token.substring(PREFIX.length())), UTF_8)
            .toLowerCase(Locale.ROOT);
    return url.startsWith("https://sts.eu-north-1.amazonaws.com/?")
        && url.contains("action=getcalleridentity")
        && url.contains("x-amz-signedheaders=host%3bx-k8s-aws-id");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
