package dev.fedctl.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker tells about itself over HTTP: {@code /metrics} for Prometheus, {@code /livez}
 * whether the process answers, {@code /readyz} whether it can work.
 */
public final class Telemetry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
  private static final double REPORT_SECONDS = 5;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Scope scope;
  private final HttpServer server;
  private volatile Supplier<Optional<String>> trouble = () -> Optional.of("starting");

  private Telemetry(HttpServer server) {
    this.server = server;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    this.scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
  }

  /**
   * Listens.
   *
   * @throws IOException when it cannot
   */
  public static Telemetry at(InetSocketAddress address) throws IOException {
    Telemetry telemetry = new Telemetry(HttpServer.create(address, 0));
    telemetry.listen();
    return telemetry;
  }

  private void listen() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/metrics",
        exchange -> send(exchange, 200, "text/plain; version=0.0.4", registry.scrape()));
    server.createContext("/livez", exchange -> send(exchange, 200, "text/plain", "ok\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          Optional<String> reason = trouble.get();
          send(exchange, reason.isPresent() ? 503 : 200, "text/plain", reason.orElse("ok") + "\n");
        });
    server.createContext("/", exchange -> send(exchange, 404, "text/plain", "not found\n"));
    server.start();
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where Temporal's client reports to. */
  public Scope scope() {
    return scope;
  }

  /** What keeps the worker from working, asked at each look; empty when nothing does. */
  public void readiness(Supplier<Optional<String>> reason) {
    trouble = reason;
  }

  @Override
  public void close() {
    server.stop(0);
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      LOG.warn("the last metrics are not complete", e);
    }
    registry.close();
  }
}
