package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Command;
import dev.fedctl.acceptance.peer.ComposeProject;
import dev.fedctl.acceptance.peer.OwnDocker;
import dev.fedctl.acceptance.peer.Peers;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What docker-compose.yml promises, seen of its running services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeServicesTest {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path HOUSE =
      Path.of(System.getProperty("fedctl.example", "../examples/guidance.yaml"))
          .resolveSibling("..")
          .toAbsolutePath()
          .normalize();

  private OwnDocker docker;
  private ComposeProject project;

  @BeforeAll
  void start(@TempDir Path folder) {
    Path log = folder.resolve("dockerd.log");
    docker =
        OwnDocker.start(HOUSE.resolve("acceptance/peers/stand-ins"), folder.resolve("docker"), log)
            .orElseThrow();
    project = new ComposeProject(HOUSE, docker);
    project.makeImages(
        Peers.with(
            "temporal",
            "temporal-server",
            "temporal-server-source",
            "temporal-sql-tool",
            "temporal-ui-server",
            "temporal-ui-source"),
        HOUSE.resolve("app/target/fedctl.jar"),
        folder.resolve("images"));
  }

  @BeforeEach
  void up() {
    project.up();
  }

  @AfterAll
  void close() {
    docker.close();
  }

  @Test
  void everythingComesUpAndNothingHadToBeTriedTwice() {
    Map<String, ComposeProject.Service> services = project.services();

    assertThat(services.keySet())
        .containsExactlyInAnyOrder(
            "postgresql", "schema", "temporal", "namespace", "ui", "sandbox", "sandbox-worker");
    assertThat(services.values())
        .allSatisfy(service -> assertThat(project.restarts(service)).isZero());
  }

  @Test
  void everyPublishedPortIsOnLoopbackOnly() {
    Set<String> listening = new java.util.TreeSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      beside("cat", table)
          .expectingSuccess()
          .lines()
          .skip(1)
          .map(String::strip)
          .map(line -> line.split("\\s+", -1))
          .filter(fields -> fields[3].equals("0A"))
          .forEach(fields -> listening.add(fields[1]));
    }

    assertThat(listening).containsExactlyInAnyOrder(loopback(7233), loopback(8080), loopback(9464));
  }

  @Test
  void namespaceKeepsHistoriesForThirtyDaysAndKnowsFedctlsSearchAttributes() throws Exception {
    JsonNode namespace = temporal("operator", "namespace", "describe", "--namespace", "default");
    JsonNode attributes = temporal("operator", "search-attribute", "list");

    assertThat(namespace.path("config").path("workflowExecutionRetentionTtl").asText())
        .isEqualTo(Duration.ofDays(30).toSeconds() + "s");
    assertThat(attributes.path("customAttributes").fieldNames())
        .toIterable()
        .containsAll(SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());
  }

  @Test
  void webUiAsksTheServerBehindIt() throws Exception {
    String answer =
        beside(
                "busybox",
                "wget",
                "-q",
                "-O",
                "-",
                "http://127.0.0.1:8080/api/v1/namespaces/default")
            .expectingSuccess();

    assertThat(new ObjectMapper().readTree(answer).path("namespaceInfo").path("name").asText())
        .isEqualTo("default");
  }

  @Test
  void upOnceMoreRunsTheOneShotsAgainAndLeavesTheOthersAlone() {
    Map<String, ComposeProject.Service> before = project.services();

    project.up();

    assertThat(project.services()).isEqualTo(before);
  }

  @Test
  void federationGoesOnAfterAllIsKilledAndLastsUntilTheVolumesGo() throws Exception {
    fedctl("apply", "examples/guidance.yaml", "--yes", "--detach").expectingSuccess();
    Until.so("both members are being created", LIMIT, () -> status().path("members").size() == 2);

    project.kill();
    project.up();
    JsonNode settled = untilSettled();

    assertThat(settled.path("outcome").asText()).isEqualTo("Complete");
    assertThat(settled.path("parked").isEmpty()).isTrue();
    assertThat(settled.path("members"))
        .allSatisfy(member -> assertThat(member.path("state").asText()).isEqualTo("Ready"));

    project.down();
    assertThat(project.volumes()).containsExactly("fedctl_postgresql", "fedctl_sandbox");
    project.up();
    assertThat(untilSettled()).isEqualTo(settled);
    fedctl("apply", "examples/guidance.yaml", "--yes").expectingSuccess();

    project.down("--volumes");
    assertThat(project.volumes()).isEmpty();
  }

  private JsonNode untilSettled() {
    return Until.there(
        "the deployment settles",
        LIMIT,
        () -> java.util.Optional.of(status()).filter(status -> status.path("settled").asBoolean()));
  }

  /** An empty object while nobody answers. */
  private JsonNode status() {
    Command.Said said = fedctl("status", "karmada-guidance", "-o", "json");
    try {
      return new ObjectMapper().readTree(said.exitCode() == 0 ? said.out() : "{}");
    } catch (IOException e) {
      throw new AssertionError(said.toString(), e);
    }
  }

  private JsonNode temporal(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Peers.find("temporal").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "json"));
    return new ObjectMapper().readTree(beside(command.toArray(String[]::new)).expectingSuccess());
  }

  private Command.Said fedctl(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.fedctl.app.Main"));
    command.addAll(List.of(arguments));
    return docker.beside(
        HOUSE, Map.of("FEDCTL_SPEC_LAYER", "deploy/compose/sandbox-layer.yaml"), LIMIT, command);
  }

  private Command.Said beside(String... command) {
    return docker.beside(HOUSE, Map.of(), LIMIT, List.of(command));
  }

  /** As the kernel writes it. */
  private static String loopback(int port) {
    return "0100007F:%04X".formatted(port);
  }
}
