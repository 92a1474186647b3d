package dev.fedctl.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure that a rehearsal reports about the cloud can be computed again from its ledger. */
class LedgerFiguresTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PARENT = "karmada-guidance-parent";

  /** What a reader cannot see: a request's way to the sandbox, and back. */
  private static final Offset<Double> A_MOMENT = within(1.5);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        """
        - {call: "eks:DescribeNodegroup", skip: 3, count: 2, throttle: true}
        - {call: "k8s:patch deployments", delay: {by: 40s}}
        """
      })
  void figuresOfTheReportAreThoseOfTheLedger(String faults) throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    JsonNode report = rehearsed(ledger, faults);
    Figures figures = Figures.read(ledger, PARENT);

    assertThat(report.path("calls")).isEqualTo(MAPPER.valueToTree(figures.calls()));
    assertThat(report.path("mutatingCalls").asLong()).isEqualTo(figures.mutatingCalls());
    assertThat(report.path("duplicates").asInt()).isEqualTo(figures.duplicates());
    assertThat(report.path("repaired").asInt()).isEqualTo(figures.repaired());
    assertThat(report.path("criticalPathSeconds").asDouble())
        .isEqualTo(figures.criticalPathSeconds(), within(0.001));
    assertThat(report.path("sequentialSeconds").asDouble())
        .isEqualTo(figures.sequentialSeconds(), within(0.001))
        .isGreaterThan(2 * report.path("virtualSeconds").asDouble());
    assertThat(report.path("virtualSeconds").asDouble())
        .isEqualTo(figures.virtualSeconds(), A_MOMENT);
    for (JsonNode member : report.path("members")) {
      String name = member.path("name").asText();
      assertThat(member.path("joinedAtSeconds").asDouble())
          .isEqualTo(figures.joinedAtSeconds(name).orElseThrow(), A_MOMENT);
      assertThat(report.path("demo").path(name).asInt()).isEqualTo(figures.demo(name)).isPositive();
    }
  }

  @Test
  void looksAndLagOfEveryStepAreThoseOfTheLedger() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    JsonNode report = rehearsed(ledger, "[]");
    Figures figures = Figures.read(ledger, PARENT);
    LookTable table = LookTable.read(Path.of("../docs/sandbox.md"));

    assertThat(report.path("awaits").size()).isGreaterThan(30);
    for (Map.Entry<String, JsonNode> await : report.path("awaits").properties()) {
      String step = await.getKey();
      Looks looks = Looks.of(step, table.of(step), figures);
      assertThat(await.getValue().path("looks").asInt()).as(step).isEqualTo(looks.count());
      assertThat(await.getValue().path("waitedSeconds").asDouble())
          .as(step)
          .isEqualTo(looks.waitedSeconds(), A_MOMENT);
      OptionalDouble lag = looks.lagSeconds(figures.readyAt(step));
      JsonNode reported = await.getValue().path("lagSeconds");
      assertThat(reported.isNumber()).as(step).isEqualTo(lag.isPresent());
      assertThat(reported.asDouble()).as(step).isEqualTo(lag.orElse(0), A_MOMENT);
    }
  }

  private JsonNode rehearsed(Path ledger, String faults) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse",
            "../examples/guidance.yaml",
            "-o",
            "json",
            "--ledger",
            ledger.toString(),
            "--faults",
            Files.writeString(folder.resolve("faults.yaml"), faults).toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return MAPPER.readTree(run.out());
  }
}
