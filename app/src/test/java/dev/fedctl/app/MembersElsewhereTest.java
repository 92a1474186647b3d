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

/** Members with a region, a VPC, nodes and labels of their own. */
class MembersElsewhereTest {

  private static final String SPEC = "../examples/two-regions.yaml";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void eachClusterIsWhereAndAsTheSpecSays() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    CommandLineRun run =
        CommandLineRun.of("rehearse", SPEC, "-o", "json", "--ledger", ledger.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("OPEN TO THE WORLD", "NOBODY BUT THE WORKER");
    assertThat(MAPPER.readTree(run.out()).path("demo").properties())
        .extracting(entry -> entry.getKey() + " " + entry.getValue().asInt())
        .containsExactly("far 2", "near 2");
    assertThat(made(ledger, "eks:Cluster"))
        .containsExactlyInAnyOrder(
            "arn:aws:eks:eu-north-1:111122223333:cluster/two-regions-parent",
            "arn:aws:eks:eu-north-1:111122223333:cluster/near",
            "arn:aws:eks:eu-west-1:111122223333:cluster/far");
    assertThat(made(ledger, "ec2:instance")).hasSize(3 + 2 + 3);
  }

  @Test
  void regionOfAnotherPartitionIsRefusedWhereItStands() {
    CommandLineRun run =
        CommandLineRun.of("rehearse", SPEC, "--set", "members[1].region=cn-north-1");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("spec.members[1].region")
        .contains("another partition");
  }

  private static List<String> made(Path ledger, String kind) throws IOException {
    List<String> made = new ArrayList<>();
    for (String line : Files.readAllLines(ledger)) {
      for (JsonNode effect : MAPPER.readTree(line).path("effects")) {
        if (effect.path("kind").asText().equals(kind)
            && effect.path("change").asText().equals("created")) {
          made.add(effect.path("id").asText());
        }
      }
    }
    return made;
  }
}
