package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml promises, as compose itself understands the file. */
class ComposeFileTest {

  private static final Path HOUSE =
      Path.of(System.getProperty("fedctl.example", "../examples/guidance.yaml"))
          .resolveSibling("..")
          .toAbsolutePath()
          .normalize();

  @Test
  void everyPortIsBoundToLoopback() throws Exception {
    List<String> addresses = new ArrayList<>();
    for (JsonNode service : config("aws", "sandbox").path("services")) {
      for (JsonNode port : service.path("ports")) {
        addresses.add(port.path("host_ip").asText("everywhere"));
      }
    }

    assertThat(addresses).hasSizeGreaterThanOrEqualTo(4).containsOnly("127.0.0.1");
  }

  @Test
  void everyImageHasAVersionAndAllVersionsStandInOnePlace() throws Exception {
    JsonNode services = config("aws", "sandbox").path("services");
    String file = Files.readString(HOUSE.resolve("docker-compose.yml"));

    for (JsonNode service : services) {
      String image = service.path("image").asText();
      assertThat(image).doesNotEndWith(":latest");
      assertThat(image.equals("fedctl:local") || image.matches(".+:\\d+\\.\\d+(\\.\\d+)?"))
          .as(image)
          .isTrue();
    }
    assertThat(file.lines().filter(line -> line.strip().startsWith("image:")))
        .allSatisfy(line -> assertThat(line).matches(".*(\\$\\{[A-Z_]+VERSION}|fedctl:local)$"));
    assertThat(Files.readString(HOUSE.resolve("Dockerfile")).lines())
        .filteredOn(line -> line.startsWith("FROM"))
        .allSatisfy(line -> assertThat(line).contains("${"));
  }

  @Test
  void uiIsNewEnoughToShowSummaries() throws Exception {
    String image = services("aws").path("ui").path("image").asText();
    int[] version =
        java.util.Arrays.stream(image.substring(image.indexOf(':') + 1).split("\\.", -1))
            .mapToInt(Integer::parseInt)
            .toArray();

    assertThat(version[0] * 1_000_000 + version[1] * 1_000 + version[2])
        .isGreaterThanOrEqualTo(2_050_001);
  }

  @Test
  void standInsHaveTheVersionsOfTheImages() throws Exception {
    String settings = Files.readString(HOUSE.resolve(".env"));
    Path peers = HOUSE.resolve("acceptance/peers");

    assertThat(Files.readString(peers.resolve("temporal-server/go.mod")))
        .contains("go.temporal.io/server v" + version(settings, "TEMPORAL_VERSION"));
    assertThat(Files.readString(peers.resolve("temporal-ui/go.mod")))
        .contains("ui-server/v2 v" + version(settings, "TEMPORAL_UI_VERSION"));
    // Both images are built from one source, and the schema has to be the server's.
    assertThat(version(settings, "TEMPORAL_ADMIN_TOOLS_VERSION"))
        .isEqualTo(version(settings, "TEMPORAL_VERSION"));
  }

  @Test
  void oneShotThatFailsIsNotTriedForEver() throws Exception {
    JsonNode all = services("aws");
    for (String name : List.of("schema", "namespace")) {
      assertThat(all.path(name).path("restart").asText()).as(name).matches("on-failure:\\d+");
    }
  }

  @Test
  void nobodyStartsBeforeWhatItNeeds() throws Exception {
    JsonNode all = config("aws", "sandbox").path("services");

    assertThat(needs(all, "schema")).isEqualTo(Map.of("postgresql", "service_healthy"));
    assertThat(needs(all, "temporal"))
        .isEqualTo(Map.of("schema", "service_completed_successfully"));
    assertThat(needs(all, "namespace")).isEqualTo(Map.of("temporal", "service_healthy"));
    assertThat(needs(all, "ui")).isEqualTo(Map.of("temporal", "service_healthy"));
    assertThat(needs(all, "worker"))
        .isEqualTo(
            Map.of("temporal", "service_healthy", "namespace", "service_completed_successfully"));
    assertThat(needs(all, "sandbox-worker"))
        .isEqualTo(
            Map.of(
                "temporal", "service_healthy",
                "sandbox", "service_healthy",
                "namespace", "service_completed_successfully"));
  }

  @Test
  void whatRunsOnHasAHealthCheck() throws Exception {
    JsonNode all = config("aws", "sandbox").path("services");
    for (String name :
        List.of("postgresql", "temporal", "ui", "worker", "sandbox", "sandbox-worker")) {
      assertThat(all.path(name).path("healthcheck").path("test").isEmpty()).as(name).isFalse();
    }
  }

  @Test
  void aWorkerForAwsComesWithoutAProfileAndOneForTheSandboxWithIt() throws Exception {
    assertThat(services().fieldNames()).toIterable().contains("worker").doesNotContain("sandbox");
    assertThat(services("sandbox").fieldNames())
        .toIterable()
        .contains("sandbox", "sandbox-worker", "temporal", "ui")
        .doesNotContain("worker");
  }

  @Test
  void whatMustLastIsInNamedVolumes() throws Exception {
    JsonNode all = config("aws", "sandbox");

    assertThat(all.path("volumes").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("postgresql", "sandbox");
    assertThat(
            all.path("services").path("postgresql").path("volumes").get(0).path("source").asText())
        .isEqualTo("postgresql");
  }

  @Test
  void layerNamesTheSandboxWhereItListens() throws Exception {
    String address = "";
    for (JsonNode argument : services("sandbox").path("sandbox").path("command")) {
      if (argument.asText().startsWith("--listen=")) {
        address = argument.asText().substring("--listen=".length());
      }
    }

    assertThat(address).isNotEmpty();
    assertThat(Files.readString(HOUSE.resolve("deploy/compose/sandbox-layer.yaml")))
        .contains("url: http://" + address + ":4566/");
  }

  private static String version(String settings, String name) {
    return settings
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> needs(JsonNode services, String name) {
    Map<String, String> needs = new HashMap<>();
    services
        .path(name)
        .path("depends_on")
        .properties()
        .forEach(one -> needs.put(one.getKey(), one.getValue().path("condition").asText()));
    return needs;
  }

  private static JsonNode services(String... profiles) throws Exception {
    return config(profiles).path("services");
  }

  private static JsonNode config(String... profiles) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Peers.find("docker-compose").toString()));
    for (String profile : profiles) {
      command.addAll(List.of("--profile", profile));
    }
    command.addAll(List.of("config", "--format", "json"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(HOUSE.toFile());
    builder.environment().remove("COMPOSE_PROFILES");
    Path errors = Files.createTempFile("compose", ".log");
    Process process = builder.redirectError(errors.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(Files.readString(errors)).isEmpty();
    Files.delete(errors);
    return new ObjectMapper().readTree(text);
  }
}
