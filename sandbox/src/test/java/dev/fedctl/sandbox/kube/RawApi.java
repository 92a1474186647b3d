package dev.fedctl.sandbox.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.tls.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends requests to an API server as they are written, past every client library: {@code
 * METHOD[:type] path [body]}. The type is that of the body, of the answer with GET.
 */
public final class RawApi implements AutoCloseable {

  private static final Pattern STEP = Pattern.compile("([A-Z]+)(?::(\\S+))? (\\S+)(?: (.*))?");
  private static final Map<String, String> PATCHES =
      Map.of(
          "apply", "application/apply-patch+yaml",
          "merge", "application/merge-patch+json",
          "strategic", "application/strategic-merge-patch+json",
          "json", "application/json-patch+json");

  private final URI base;
  private final HttpClient client;

  /** What came back. */
  public record Answer(HttpResponse<String> response) {

    public int code() {
      return response.statusCode();
    }

    /** The body as a tree; missing when it is no JSON. */
    public JsonNode tree() {
      try {
        JsonNode tree = Trees.JSON.readTree(response.body());
        return tree.isContainerNode() ? tree : MissingNode.getInstance();
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }

    public String text() {
      return response.body();
    }

    /** The value of a header; empty text without it. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** {@code 409 Conflict}; the code alone without a reason. */
    public String outcome() {
      return code() < 300 ? "" + code() : (code() + " " + Trees.text(tree(), "reason")).trim();
    }
  }

  public RawApi(String endpoint, String certificateAuthority) {
    this.base = URI.create(endpoint);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(certificateAuthority))
            .build();
  }

  /** {@code authorization}: the header's whole value; empty text for none. */
  public Answer send(String authorization, String step) {
    Matcher parts = STEP.matcher(step);
    if (!parts.matches()) {
      throw new IllegalArgumentException(step);
    }
    String method = parts.group(1);
    String type = parts.group(2) == null ? "" : parts.group(2);
    String body = parts.group(4) == null ? "" : parts.group(4);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(parts.group(3)))
            .header("User-Agent", "tests")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (method.equals("GET")) {
      if (!type.isEmpty()) {
        request.header("Accept", type);
      }
    } else if (method.equals("PATCH")) {
      request.header("Content-Type", PATCHES.getOrDefault(type, type));
    } else {
      request.header("Content-Type", type.isEmpty() ? "application/json" : type);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(step, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext trusting(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("ca", Pem.certificates(pem).getFirst());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
