package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.command.Surroundings;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/migrating.md leads nobody to a field, a command or an option that is not there. */
class MigratingTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** All options that the guidance's script reads. */
  private static final String SCRIPT_OPTIONS = "cevrswnpmakuztdh";

  /** What eksfedctl takes: its commands' options and its configuration's keys. */
  private static final Set<String> EKSFEDCTL =
      Set.of(
          "create -f FILE",
          "create -n NAME",
          "create -r REGION1 REGION2",
          "create --dry-run",
          "destroy -f ENVFILE",
          "--version",
          "apiVersion",
          "kind",
          "metadata.regions",
          "iamidentitymapping",
          "spec.managedNodeGroups",
          "spec.iam",
          "spec.nodeGroups",
          "spec.fargateProfiles",
          "spec.git",
          "spec.cloudWatch.clusterLogging");

  private final JsonNode schema = schema();
  private final CommandLine fedctl =
      Main.commandLine(Surroundings.ofProcess(UserIdentity.nobody()));

  @Test
  void everyOptionOfTheScriptHasItsPlace() {
    assertThat(rows("The script of the AWS guidance"))
        .extracting(row -> row.codes(row.left()).getFirst())
        .containsExactlyInAnyOrderElementsOf(
            SCRIPT_OPTIONS.chars().mapToObj(letter -> "-" + (char) letter).toList());
  }

  @Test
  void everyOptionAndKeyOfEksfedctlHasItsPlace() {
    assertThat(rows("eksfedctl").stream().flatMap(row -> row.codes(row.left()).stream()))
        .containsAll(EKSFEDCTL);
  }

  @Test
  void everyPlaceIsThere() {
    Stream.concat(rows("The script of the AWS guidance").stream(), rows("eksfedctl").stream())
        .forEach(
            row ->
                row.codes(row.right())
                    .forEach(code -> assertThat(isThere(code)).as(code).isTrue()));
  }

  @Test
  void whatTheScriptWasToldIsWhatTheSpecSays() {
    Map<String, String> told =
        Map.of(
            "-c",
            "prod",
            "-e",
            "'1.34'",
            "-v",
            "vpc-eks",
            "-r",
            "eu-west-1",
            "-s",
            "5",
            "-n",
            "4",
            "-p",
            "8",
            "-m",
            "32",
            "-a",
            "arm64");
    Map<String, String> places =
        rows("The script of the AWS guidance").stream()
            .filter(row -> told.containsKey(row.codes(row.left()).getFirst()))
            .collect(
                toMap(
                    row -> row.codes(row.left()).getFirst(),
                    row -> row.codes(row.right()).getFirst()));

    FederationDocument document =
        new SpecLoader(
                new ByteArrayInputStream(
                    "{apiVersion: fedctl.dev/v1alpha1, kind: Federation}".getBytes(UTF_8)))
            .load(
                "-",
                told.entrySet().stream()
                    .map(option -> places.get(option.getKey()) + "=" + option.getValue())
                    .toList())
            .document();

    assertThat(document.name()).isEqualTo("prod");
    assertThat(document.spec().kubernetesVersion()).contains("1.34");
    assertThat(document.spec().network().vpc().toString()).contains("vpc-eks");
    assertThat(document.spec().region()).isEqualTo("eu-west-1");
    assertThat(document.memberSpecs()).hasSize(5);
    assertThat(document.spec().nodes().count()).isEqualTo(4);
    assertThat(document.spec().nodes().vcpus()).isEqualTo(8);
    assertThat(document.spec().nodes().memoryGiB()).isEqualTo(32);
    assertThat(document.spec().nodes().architecture().toString()).isEqualToIgnoringCase("arm64");
  }

  private boolean isThere(String code) {
    if (code.startsWith("fedctl ")) {
      return isThere(code.split(" ")[1]);
    }
    if (fedctl.getSubcommands().containsKey(code)) {
      return true;
    }
    if (code.startsWith("--")) {
      return fedctl.getSubcommands().values().stream()
          .anyMatch(command -> command.getCommandSpec().findOption(code) != null);
    }
    if (code.equals("-")) {
      return true;
    }
    if (code.equals("fedctl.dev/v1alpha1") || code.equals("Federation")) {
      return schema.findValues("enum").stream().anyMatch(values -> contains(values, code));
    }
    String path = code.split(":")[0].replace("[]", "");
    return isField(schema, path) || isField(schema.at("/$defs/member"), path);
  }

  private static boolean contains(JsonNode values, String text) {
    return values.valueStream().anyMatch(value -> value.asText().equals(text));
  }

  private boolean isField(JsonNode rule, String path) {
    Set<JsonNode> here = Set.of(rule);
    for (String key : path.split("\\.")) {
      here =
          here.stream()
              .flatMap(this::alternatives)
              .map(known -> known.path("properties").path(key))
              .filter(known -> !known.isMissingNode())
              .collect(toSet());
    }
    return !here.isEmpty();
  }

  /** What a rule may be: itself, what it refers to, its items, one of several. */
  private Stream<JsonNode> alternatives(JsonNode rule) {
    List<JsonNode> below = new ArrayList<>();
    if (rule.has("$ref")) {
      below.add(schema.at(rule.path("$ref").asText().substring(1)));
    }
    if (rule.has("items")) {
      below.add(rule.path("items"));
    }
    rule.path("oneOf").forEach(below::add);
    return Stream.concat(Stream.of(rule), below.stream().flatMap(this::alternatives));
  }

  private static List<Row> rows(String heading) {
    String text = text().split("## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .map(cells -> new Row(cells[1], cells[2]))
        .toList();
  }

  private static String text() {
    try {
      return Files.readString(Path.of("../docs/migrating.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode schema() {
    try (InputStream in =
        FederationDocument.class.getResourceAsStream(
            "/dev/fedctl/contract/federation.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private record Row(String left, String right) {
    List<String> codes(String cell) {
      return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }
  }
}
