package dev.fedctl.sandbox.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Sends what no SDK would send; the SDK's signer signs it. */
final class RawAws {

  static final AwsCredentialsIdentity WORKER =
      AwsSessionCredentialsIdentity.create(
          "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker", "sandbox-session");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  RawAws(CloudUnderTest cloud) {
    this.endpoint = cloud.sandbox.awsEndpoint();
  }

  /** What came back. */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    /** The first of a header's values; empty when there is none. */
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /** The error's code, where the protocol puts it. */
    String code() {
      List<String> type = headers.getOrDefault("x-amzn-errortype", List.of());
      if (!type.isEmpty()) {
        return type.getFirst();
      }
      return body.startsWith("{") ? between("\"__type\":\"", "\"") : between("<Code>", "</Code>");
    }

    String message() {
      if (!body.startsWith("{")) {
        return between("<Message>", "</Message>").replace("&quot;", "\"");
      }
      try {
        return JSON.readTree(body).path("message").asText();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(body, e);
      }
    }

    String between(String start, String end) {
      Matcher matcher =
          Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
              .matcher(body);
      return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public String toString() {
      return status + " " + code() + ": " + message();
    }
  }

  /**
   * A request before it is signed.
   *
   * @param service as signatures name it
   * @param target path and query, encoded
   * @param operation what the JSON protocol has in a header; empty in the others
   */
  record Shape(
      String service,
      String region,
      String method,
      String target,
      String type,
      String body,
      String operation) {

    Shape in(String other) {
      return new Shape(service, other, method, target, type, body, operation);
    }

    Shape signedFor(String other) {
      return new Shape(other, region, method, target, type, body, operation);
    }

    Shape typed(String other) {
      return new Shape(service, region, method, target, other, body, operation);
    }

    Shape saying(String other) {
      return new Shape(service, region, method, target, type, other, operation);
    }
  }

  /** A call of EKS. */
  static Shape json(String method, String target, String body) {
    return new Shape(
        "eks",
        CloudUnderTest.REGION,
        method,
        target,
        body.isEmpty() ? "" : "application/json",
        body,
        "");
  }

  /** A call of CloudWatch Logs. */
  static Shape awsJson(String operation, String body) {
    ServiceModel model = ModelTables.load("logs");
    return new Shape(
        model.signingName(),
        CloudUnderTest.REGION,
        "POST",
        "/",
        "application/x-amz-json-1.1",
        body,
        model.namespace() + "." + operation);
  }

  /**
   * A call of a service that takes forms.
   *
   * @param service the folder of its table: {@code iam}, {@code elbv2}
   * @param namesAndValues in turn
   */
  static Shape form(String service, String action, String... namesAndValues) {
    ServiceModel model = ModelTables.load(service);
    StringJoiner body = new StringJoiner("&");
    body.add("Action=" + action).add("Version=" + model.apiVersion());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.add(namesAndValues[i] + "=" + encoded(namesAndValues[i + 1]));
    }
    return new Shape(
        model.signingName(), CloudUnderTest.REGION, "POST", "/", FORM, body.toString(), "");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  Answer send(Shape shape) {
    return send(shape, signature(shape, WORKER, Clock.systemUTC()));
  }

  /** The headers of a signed request. */
  Map<String, List<String>> signature(Shape shape, AwsCredentialsIdentity who, Clock clock) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(shape.method()))
            .uri(endpoint.resolve(shape.target()));
    if (!shape.type().isEmpty()) {
      request.putHeader("Content-Type", shape.type());
    }
    if (!shape.operation().isEmpty()) {
      request.putHeader("X-Amz-Target", shape.operation());
    }
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(who)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(shape.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, shape.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, shape.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    return new TreeMap<>(signed.request().headers());
  }

  Answer send(Shape shape, Map<String, List<String>> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(shape.target()))
            .method(shape.method(), HttpRequest.BodyPublishers.ofString(shape.body()));
    headers.forEach(
        (name, values) -> {
          if (!OF_THE_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
