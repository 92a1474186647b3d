package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An answer on its way back. */
record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  /** What concerns one connection alone. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "transfer-encoding", "date");

  static HttpAnswer of(HttpResponse<byte[]> response) {
    return new HttpAnswer(response.statusCode(), response.headers().map(), response.body());
  }

  /** How the service says that there are too many requests, in its own protocol. */
  static HttpAnswer throttled(String service) {
    return switch (service) {
      case "eks" ->
          answer(
              429,
              Map.of(
                  "Content-Type",
                  List.of("application/json"),
                  "x-amzn-errortype",
                  List.of("ThrottlingException")),
              "{\"message\":\"Rate exceeded\"}");
      case "ec2" ->
          answer(
              503,
              Map.of("Content-Type", List.of("text/xml")),
              "<Response><Errors><Error><Code>RequestLimitExceeded</Code>"
                  + "<Message>Request limit exceeded.</Message></Error></Errors>"
                  + "<RequestID>throttled</RequestID></Response>");
      default ->
          answer(
              400,
              Map.of("Content-Type", List.of("text/xml")),
              "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>"
                  + "<Message>Rate exceeded</Message></Error>"
                  + "<RequestId>throttled</RequestId></ErrorResponse>");
    };
  }

  private static HttpAnswer answer(int status, Map<String, List<String>> headers, String body) {
    return new HttpAnswer(status, headers, body.getBytes(UTF_8));
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(
        (name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
