package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before an AWS of others and passes everything on, except that one of the requests that
 * could change something is disturbed.
 */
public final class DisturbingFront implements AutoCloseable {

  /** What a client says of its connection alone, and the JDK's client says by itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final URI behind;
  private final int position;
  private final Disturbance disturbance;
  private final List<AwsRequest> mutations = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;

  private DisturbingFront(URI behind, int position, Disturbance disturbance) {
    this.behind = behind;
    this.position = position;
    this.disturbance = disturbance;
    this.server = listening();
  }

  /** Disturbs nothing. */
  public static DisturbingFront before(URI behind) {
    return before(behind, 0, new Disturbance.None());
  }

  /**
   * @param position of the request that is disturbed, among those that could change something, from
   *     0
   */
  public static DisturbingFront before(URI behind, int position, Disturbance disturbance) {
    return new DisturbingFront(behind, position, disturbance);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests that could change something, as they came, the disturbed one among them. */
  public List<AwsRequest> mutations() {
    synchronized (mutations) {
      return List.copyOf(mutations);
    }
  }

  private HttpServer listening() {
    try {
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      listening.setExecutor(threads);
      listening.createContext("/", this::serve);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An exchange that is closed without an answer closes its connection. */
  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      AwsRequest request = request(exchange, body);
      switch (met(request)) {
        case Disturbance.None none -> pass(exchange, body).send(exchange);
        case Disturbance.LostRequest lost -> {}
        case Disturbance.LostReply lost -> pass(exchange, body);
        case Disturbance.Throttled throttled ->
            HttpAnswer.throttled(request.service()).send(exchange);
        case Disturbance.Held held -> {
          held.hold();
          pass(exchange, body).send(exchange);
        }
      }
    }
  }

  private static AwsRequest request(HttpExchange exchange, byte[] body) {
    Headers headers = exchange.getRequestHeaders();
    return AwsRequest.of(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        Objects.requireNonNullElse(headers.getFirst("Authorization"), ""),
        Objects.requireNonNullElse(headers.getFirst("X-Amz-Target"), ""),
        new String(body, UTF_8));
  }

  private Disturbance met(AwsRequest request) {
    if (!request.isMutating()) {
      return new Disturbance.None();
    }
    synchronized (mutations) {
      mutations.add(request);
      return mutations.size() == position + 1 ? disturbance : new Disturbance.None();
    }
  }

  private HttpAnswer pass(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return HttpAnswer.of(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("ended while it was passed on", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
