package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Command;
import dev.fedctl.acceptance.peer.ComposeProject;
import dev.fedctl.acceptance.peer.ComposeStack;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  private static final int NO_WORKER = 15;
  private static final int NO_SUCH_FEDERATION = 17;
  private static final Path HOUSE =
      Path.of(System.getProperty("fedctl.example", "../examples/guidance.yaml"))
          .resolveSibling("..")
          .toAbsolutePath()
          .normalize();

  private ComposeStack stack;

  @BeforeAll
  void start(@TempDir Path folder) {
    stack = ComposeStack.start(HOUSE, folder);
  }

  @BeforeEach
  void up() {
    stack.up();
  }

  @AfterAll
  void close() {
    stack.close();
  }

  @Test
  void everythingComesUpAndNothingHadToBeTriedTwice() {
    ComposeProject project = containers();
    Map<String, ComposeProject.Service> services = project.services();

    assertThat(services.keySet())
        .containsExactlyInAnyOrder(
            "postgresql", "schema", "temporal", "namespace", "ui", "sandbox", "sandbox-worker");
    assertThat(services.values())
        .allSatisfy(service -> assertThat(project.restarts(service)).isZero());
  }

  @Test
  void everyPublishedPortIsOnLoopbackOnly() {
    containers();
    Set<String> listening = new TreeSet<>();
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
    ComposeProject project = containers();
    Map<String, ComposeProject.Service> before = project.services();

    project.up();

    assertThat(project.services()).isEqualTo(before);
  }

  @Test
  void federationGoesOnAfterAllIsKilledAndLastsUntilTheVolumesGo() throws Exception {
    answered("apply", "examples/guidance.yaml", "--yes", "--detach").expectingSuccess();
    Until.so(
        "the parent is being created",
        LIMIT,
        () ->
            beside(
                        Peers.find("temporal").toString(),
                        "workflow",
                        "describe",
                        "--workflow-id",
                        "federation/karmada-guidance/cluster/karmada-guidance-parent")
                    .exitCode()
                == 0);

    stack.kill();
    stack.up();
    // Attaches to what goes on, and follows it to its end.
    answered("apply", "examples/guidance.yaml", "--yes").expectingSuccess();
    JsonNode settled = status();

    assertThat(settled.path("outcome").asText()).isEqualTo("Complete");
    assertThat(settled.path("parked").isEmpty()).isTrue();
    assertThat(settled.path("members"))
        .allSatisfy(member -> assertThat(member.path("state").asText()).isEqualTo("Ready"));

    stack.down();
    assertVolumes("fedctl_postgresql", "fedctl_sandbox");
    stack.up();
    assertThat(status()).isEqualTo(settled);

    stack.down("--volumes");
    assertVolumes();
    stack.up();
    assertThat(answered("status", "karmada-guidance").exitCode()).isEqualTo(NO_SUCH_FEDERATION);
  }

  /** Claims about containers are left out where none can run; that was said at the start. */
  private ComposeProject containers() {
    assumeTrue(stack instanceof ComposeProject, "no docker daemon starts on this machine");
    return (ComposeProject) stack;
  }

  private void assertVolumes(String... names) {
    if (stack instanceof ComposeProject project) {
      assertThat(project.volumes()).containsExactly(names);
    }
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper()
        .readTree(answered("status", "karmada-guidance", "-o", "json").expectingSuccess());
  }

  private JsonNode temporal(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Peers.find("temporal").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--output", "json"));
    return new ObjectMapper().readTree(beside(command.toArray(String[]::new)).expectingSuccess());
  }

  /**
   * What fedctl ends with once a worker answers: for some seconds the server goes on asking the one
   * that it does not yet know to be dead.
   */
  private Command.Said answered(String... arguments) {
    return Until.there(
        "a worker answers",
        LIMIT,
        () -> Optional.of(fedctl(arguments)).filter(said -> said.exitCode() != NO_WORKER));
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
    return stack.beside(Map.of("FEDCTL_SPEC_LAYER", "deploy/compose/sandbox-layer.yaml"), command);
  }

  private Command.Said beside(String... command) {
    return stack.beside(Map.of(), List.of(command));
  }

  /** As the kernel writes it. */
  private static String loopback(int port) {
    return "0100007F:%04X".formatted(port);
  }
}
