package dev.fedctl.app.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistorySecretsTest {

  @Test
  void noHistoryHoldsAKeyATokenOrAKubeconfig() throws IOException {
    List<String> events = new ArrayList<>();
    RehearsalOptions options =
        RehearsalOptions.of(
            new SpecLoader(InputStream.nullInputStream())
                .load("../examples/guidance.yaml", List.of("spec.members={count: 1}"))
                .document(),
            World.standard("eu-north-1", "KarmadaVPC"));

    RehearsalReport report =
        new Rehearsal(options, Watcher.silent())
            .run(
                (station, workflows, sandbox) ->
                    workflows
                        .fetchHistories()
                        .forEach(
                            history ->
                                history.getEvents().stream()
                                    .map(HistorySecretsTest::text)
                                    .forEach(events::add)));

    assertThat(report.outcome()).isEqualTo("Complete");
    assertThat(events)
        .hasSizeGreaterThan(300)
        .allSatisfy(event -> assertThat(Secrets.in(event)).isEmpty());
  }

  @Test
  void plantedSecretIsFound() {
    String pem = "-----BEGIN EC PRIVATE KEY-----\nabc";
    assertThat(Secrets.in("{\"data\":\"" + pem + "\"}")).contains("-----BEGIN", "PRIVATE KEY");
    for (String before : List.of("", "a", "ab", "abc")) {
      String encoded = Base64.getEncoder().encodeToString((before + pem).getBytes(UTF_8));
      assertThat(Secrets.in(encoded)).as("after \"%s\"", before).contains("-----BEGIN");
    }
    assertThat(Secrets.in("nothing to see")).isEmpty();
  }

  /** Payloads are JSON in bytes: read as text they show what they hold. */
  private static String text(HistoryEvent event) {
    return event.toByteString().toString(UTF_8);
  }
}
