package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault files among the examples do what they say of themselves. */
class ExampleFaultsTest {

  @TempDir private Path folder;

  @Test
  void whatPassesIsMendedWithoutAnybody() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");

    CommandLineRun run = rehearsed("repairs.faults.yaml", List.of("--ledger", ledger.toString()));

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    JsonNode calls = report.path("calls");
    assertThat(calls.path("eks:DeleteNodegroup").asInt()).isEqualTo(2);
    assertThat(calls.path("eks:DeleteCluster").asInt()).isEqualTo(1);
    assertThat(calls.path("eks:UpdateAddon").asInt()).isEqualTo(1);
    assertThat(Files.readString(ledger)).contains("\"eks:DeleteNodegroup\"");
    assertThat(report.path("repairs").findValuesAsText("how"))
        .containsExactlyInAnyOrder("REMAKE", "REMAKE", "REMAKE", "REAPPLY");
    assertThat(report.path("repairs"))
        .allSatisfy(
            repair -> {
              assertThat(repair.path("step").asText()).startsWith("karmada-guidance-");
              assertThat(repair.path("cause").asText()).isNotEmpty();
              assertThat(repair.path("byOperator").asBoolean()).isFalse();
              assertThat(repair.path("atSeconds").asDouble())
                  .isBetween(1.0, report.path("virtualSeconds").asDouble());
            });
  }

  @Test
  void whatAPersonCuresWaitsForOneAndIsAnswered() throws IOException {
    CommandLineRun parked = rehearsed("parked.faults.yaml", List.of());
    CommandLineRun answered =
        rehearsed(
            "parked.faults.yaml",
            List.of(
                "--answer", "retry karmada-guidance-member-1/node-group",
                "--answer", "skip karmada-guidance-member-2"));

    JsonNode report = new ObjectMapper().readTree(parked.out());
    assertThat(report.path("parked").findValuesAsText("step"))
        .containsExactlyInAnyOrder(
            "karmada-guidance-member-1/node-group",
            "karmada-guidance-member-2/addon-metrics-server");
    assertThat(report.path("parked").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("QUOTA", "DENIED");
    assertThat(answered.exitCode()).as(answered.err()).isZero();
  }

  private static CommandLineRun rehearsed(String faults, List<String> more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "rehearse",
                "../examples/guidance.yaml",
                "-o",
                "json",
                "--faults",
                "../examples/" + faults));
    words.addAll(more);
    return CommandLineRun.of(words.toArray(String[]::new));
  }
}
