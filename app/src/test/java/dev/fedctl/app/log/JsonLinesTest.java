package dev.fedctl.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

  private final LoggerContext context = new LoggerContext();

  @ParameterizedTest
  @CsvSource({
    "federation/f, f,",
    "federation/f/karmada, f,",
    "federation/f/cluster/f-parent, f, f-parent",
    "federation/f/member/f-member-1, f, f-member-1",
  })
  void everyLineOfAWorkflowNamesFederationAndCluster(
      String id, String federation, @Nullable String cluster) throws IOException {
    JsonNode line = line(Map.of("WorkflowId", id, "Attempt", "2"), null);

    assertThat(line.path("federation").asText()).isEqualTo(federation);
    assertThat(line.path("cluster").asText(null)).isEqualTo(cluster);
    assertThat(line.path("attempt").asText()).isEqualTo("2");
    assertThat(line.path("message").asText()).isEqualTo("said \"a\"\nand b");
  }

  @Test
  void otherLinesNameNone() throws IOException {
    assertThat(line(Map.of(), null).has("federation")).isFalse();
  }

  @Test
  void exceptionStaysOnItsLine() throws IOException {
    JsonNode line = line(Map.of(), new IllegalStateException("why"));

    assertThat(line.path("error").asText()).startsWith("java.lang.IllegalStateException: why");
  }

  private JsonNode line(Map<String, String> mdc, @Nullable Throwable thrown) throws IOException {
    JsonLines encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("dev.fedctl"),
            Level.INFO,
            "said \"{}\"\nand {}",
            thrown,
            new Object[] {"a", "b"});
    event.setMDCPropertyMap(mdc);
    String text = new String(encoder.encode(event), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    return new ObjectMapper().readTree(text);
  }
}
