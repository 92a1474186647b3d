package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What belongs to others is neither touched nor taken for ours, whatever it is called. */
class ForeignThingsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Path NEAR_NAMES = Path.of("src/test/resources/worlds/near-names.yaml");

  /** What the ledger would call them. */
  private static final Set<String> THEIRS =
      Set.of(
          "karmada-guidance-cluster",
          "karmada-guidance-node-548e9a39-old",
          "my-karmada-guidance-ebs-csi-548e9a39",
          "lt-00000000000000001",
          "lt-00000000000000002",
          "lt-00000000000000003",
          "karmada-guidance-paren",
          "karmada-guidance-parent-old",
          "Karmada-Guidance-Parent",
          "karmada-guidance-member-11",
          "my-karmada-guidance-member-1",
          "a0000000000000000000000000000001",
          "ebs-sc2",
          "my-ebs-sc");

  @TempDir private Path folder;

  @Test
  void nearNamesAreNoObstacleAndStayAsTheyAre() throws IOException {
    Run run = rehearsed(Files.readString(NEAR_NAMES));

    assertThat(run.report().path("outcome").asText()).as(run.err()).isEqualTo("Complete");
    assertThat(run.report().path("duplicates").asInt()).isZero();
    assertThat(run.touched()).doesNotContainAnyElementsOf(THEIRS);
  }

  /** Something of somebody else under the very name that we would use, and the step it stops. */
  enum Taken {
    /** While it stands, nobody can tell what will be left of it from what is ours. */
    CLUSTER(
        "    clusters:",
        "{name: karmada-guidance-member-1, subnets: [subnet-00000000000000003,"
            + " subnet-00000000000000004]}",
        "karmada-guidance-member-1/launch-template",
        "karmada-guidance-member-1"),
    LAUNCH_TEMPLATE(
        "    launchTemplates:",
        "{name: karmada-guidance-member-1-nodes, id: lt-0000000000000000f}",
        "karmada-guidance-member-1/launch-template",
        "lt-0000000000000000f"),
    ROLE(
        "roles:",
        "{name: karmada-guidance-node-548e9a39, tags: {fedctl.dev/federation: karmada-guidance}}",
        "federation/role-node",
        "karmada-guidance-node-548e9a39"),
    /** IAM does not tell the cases of a name apart. */
    ROLE_IN_OTHER_CASE(
        "roles:",
        "{name: Karmada-Guidance-Node-548e9a39}",
        "federation/role-node",
        "Karmada-Guidance-Node-548e9a39"),
    STORAGE_CLASS(
        "storageClasses:",
        "{name: ebs-sc, annotations: {fedctl.dev/federation: somebody-else}}",
        "karmada/storage-class",
        "ebs-sc");

    private final String section;
    private final String decoy;
    private final String step;
    private final String theirs;

    Taken(String section, String decoy, String step, String theirs) {
      this.section = section;
      this.decoy = decoy;
      this.step = step;
      this.theirs = theirs;
    }

    String in(String world) {
      String indent = " ".repeat(section.length() - section.stripLeading().length());
      return world.replace(
          "\n" + section + "\n", "\n" + section + "\n" + indent + "  - " + decoy + "\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameNameIsAConflictThatChangesNothing(Taken taken) throws IOException {
    Run run = rehearsed(taken.in(Files.readString(NEAR_NAMES)));

    assertThat(run.report().path("outcome").asText()).as(run.err()).isEqualTo("Partial");
    assertThat(run.report().path("parked").findValuesAsText("step")).containsExactly(taken.step);
    assertThat(run.report().path("parked").findValuesAsText("kind")).containsExactly("CONFLICT");
    assertThat(run.touched()).doesNotContain(taken.theirs).doesNotContainAnyElementsOf(THEIRS);
  }

  private record Run(JsonNode report, List<JsonNode> rows, String err) {

    /** Every part of the identity of everything that was made, changed or removed. */
    Set<String> touched() {
      return rows.stream()
          .flatMap(row -> row.path("effects").valueStream())
          .flatMap(effect -> List.of(effect.path("id").asText().split("[/:]")).stream())
          .collect(Collectors.toSet());
    }
  }

  private Run rehearsed(String world) throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    CommandLineRun run =
        CommandLineRun.of(
            "rehearse",
            "../examples/guidance.yaml",
            "-o",
            "json",
            "--world",
            Files.writeString(folder.resolve("world.yaml"), world).toString(),
            "--ledger",
            ledger.toString());
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ledger)) {
      rows.add(MAPPER.readTree(line));
    }
    return new Run(MAPPER.readTree(run.out()), rows, run.err());
  }
}
