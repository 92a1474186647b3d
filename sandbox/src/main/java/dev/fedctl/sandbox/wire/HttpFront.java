package dev.fedctl.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener; each request runs on a virtual thread of its own. */
public final class HttpFront implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
  private static final int BACKLOG = 1024;

  static {
    // Read once by the JDK's server. Without nodelay every answer waits for the client's delayed
    // acknowledgement; an idle time below the clients' would close connections under a request.
    serverDefault("sun.net.httpserver.nodelay", "true");
    serverDefault("sun.net.httpserver.idleInterval", "600");
    serverDefault("sun.net.httpserver.maxIdleConnections", "4000");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private HttpFront(HttpServer server, WireHandler handler) {
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
  }

  /** Listens in the clear; port 0 means any free one. */
  public static HttpFront plain(InetSocketAddress at, WireHandler handler) {
    try {
      return new HttpFront(HttpServer.create(at, BACKLOG), handler);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + at, e);
    }
  }

  /** Listens with TLS 1.2 and 1.3; asks clients for a certificate and needs none. */
  public static HttpFront tls(
      InetSocketAddress at, CertificateSource certificates, WireHandler handler) {
    try {
      HttpsServer server = HttpsServer.create(at, BACKLOG);
      server.setHttpsConfigurator(configurator(certificates));
      return new HttpFront(server, handler);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + at, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void serverDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static HttpsConfigurator configurator(CertificateSource certificates) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new SniKeyManager(certificates)},
          new TrustManager[] {new AnyClient()},
          null);
      return new HttpsConfigurator(context) {
        @Override
        public void configure(HttpsParameters parameters) {
          SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
          wanted.setWantClientAuth(true);
          parameters.setSSLParameters(wanted);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static void serve(HttpExchange exchange, WireHandler handler) throws IOException {
    try (exchange) {
      WireResponse response;
      try {
        response = handler.handle(read(exchange));
      } catch (RuntimeException e) {
        LOG.error("request failed, path={}", exchange.getRequestURI().getRawPath(), e);
        response = WireResponse.Answer.json(500, "{\"message\":\"the sandbox itself failed\"}");
      }
      if (response instanceof WireResponse.Answer answer) {
        send(exchange, answer);
      }
      // Dropped: closing an exchange without headers closes its connection.
    }
  }

  private static void send(HttpExchange exchange, WireResponse.Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean empty = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
    if (!empty) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static WireRequest read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    byte[] body = exchange.getRequestBody().readAllBytes();
    return new WireRequest(
        exchange.getRequestMethod(),
        host(exchange, headers),
        uri.getRawPath(),
        Optional.ofNullable(uri.getRawQuery()).orElse(""),
        headers,
        body,
        clientCertificate(exchange),
        InstantSource.system().instant());
  }

  private static String host(HttpExchange exchange, Map<String, List<String>> headers) {
    if (exchange instanceof HttpsExchange https) {
      String name = SniKeyManager.serverName(https.getSSLSession());
      if (!name.isEmpty()) {
        return name;
      }
    }
    String host = headers.getOrDefault("host", List.of("")).getFirst();
    int colon = host.lastIndexOf(':');
    return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private static Optional<X509Certificate> clientCertificate(HttpExchange exchange) {
    if (!(exchange instanceof HttpsExchange https)) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = https.getSSLSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate leaf ? Optional.of(leaf) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
