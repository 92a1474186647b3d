package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.fedctl.activity.kubernetes.KubernetesFailures;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretsStayOutTest {

  private static final String KEY = "MHcCAQEEIPlanted0Key0AoGCCqGSM49";
  private static final String PEM =
      "-----BEGIN EC PRIVATE KEY-----\n" + KEY + "\n-----END EC PRIVATE KEY-----";
  private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Level level = root.getLevel();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    root.setLevel(level);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500, 503})
  void apiThatQuotesSecretsDoesNotSpreadThem(int code) {
    FaultRule rule =
        new FaultRule(
            "k8s:patch services",
            Optional.empty(),
            0,
            5,
            WireCloud.DISTURBED_FROM,
            new Fault.Fail(
                new Refusal("Planted", code, "cannot read " + PEM + " with Bearer " + TOKEN)));
    try (WireCloud cloud = new WireCloud(rule)) {
      cloud.disturb();

      Throwable failure = catchThrowable(() -> Ensure.LOAD_BALANCER.run(cloud));

      assertThat(failure).isNotNull();
      assertThat(printed(failure)).contains("cannot read").doesNotContain(KEY, TOKEN, "BEGIN EC");
      assertThat(logged()).doesNotContain(KEY, TOKEN, "BEGIN EC");
    }
  }

  @Test
  void unexpectedExceptionIsLoggedWithoutItsSecrets() {
    try (WireCloud cloud = new WireCloud()) {
      Throwable failure =
          catchThrowable(
              () ->
                  cloud.inActivity(
                      () ->
                          KubernetesFailures.translating(
                              "a test",
                              () -> {
                                throw new IllegalStateException(
                                    PEM, new IllegalArgumentException(TOKEN));
                              })));

      assertThat(printed(failure)).contains("a test").doesNotContain(KEY, TOKEN);
      assertThat(logged())
          .contains("unexpected failure on a test", "IllegalArgumentException", "SecretsStayOut")
          .doesNotContain(KEY, TOKEN);
    }
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private String logged() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      lines.add(event.getFormattedMessage());
      for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
        lines.add(String.valueOf(t.getMessage()));
      }
    }
    return String.join("\n", lines);
  }
}
