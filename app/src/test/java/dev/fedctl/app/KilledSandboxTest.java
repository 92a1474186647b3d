package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The guidance's federation while the pretend cloud's process is killed again and again. */
@Timeout(600)
class KilledSandboxTest {

  private static final int SPEED = 120;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private int starts;

  @AfterEach
  void kill() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void killedSandboxGoesOnWhereItWas() throws Exception {
    Map<String, String> cloud = started();
    FederationDocument document = document(cloud);
    try (TestWorkflowEnvironment temporal = temporal();
        FedctlWorker worker = FedctlWorker.start(temporal.getWorkflowClient(), settings(cloud))) {
      assertThat(worker).isNotNull();
      FederationWorkflow federation = begun(temporal.getWorkflowClient(), document);
      for (String sign :
          List.of(
              "\"call\":\"eks:CreateCluster\"",
              "\"call\":\"eks:CreateNodegroup\"",
              "\"call\":\"k8s:patch secrets\"",
              "\"call\":\"k8s:patch statefulsets\"",
              "\"call\":\"k8s:patch clusters\"")) {
        until(() -> ledger().contains(sign));
        killed();
        assertThat(started()).isEqualTo(cloud);
      }
      until(() -> federation.status().settled());
      FederationStatus status = federation.status();

      assertThat(status.parked()).isEmpty();
      assertThat(status.outcome()).contains(Outcome.COMPLETE);
      assertThat(status.demo()).hasSize(2).values().containsOnly(2);
    }

    killed();
    assertThat(started()).isEqualTo(cloud);
    processes.getLast().destroy();
    processes.getLast().waitFor();
    List<JsonNode> mutations = rows("mutation");
    assertThat(mutations)
        .extracting(row -> row.path("seq").asLong())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, mutations.size()).boxed().toList());
    assertThat(standing(mutations, "eks:Cluster")).hasSize(3);
    assertThat(standing(mutations, "iam:Role")).isNotEmpty();
    assertThat(standing(mutations, "eks:Nodegroup")).hasSize(3);
    assertThat(standing(mutations, "elasticloadbalancing:loadbalancer")).hasSize(1);
    assertThat(rows("path")).isNotEmpty();
    assertThat(said()).doesNotContain("answered otherwise");
  }

  /**
   * Whose things stand in the end. None was ever made beside one that stood; what failed at its
   * making, as nodes do on a busy machine, was deleted before it was made anew.
   */
  private static Collection<String> standing(List<JsonNode> rows, String kind) {
    Map<String, String> standing = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      for (JsonNode effect : row.path("effects")) {
        if (!effect.path("kind").asText().equals(kind)) {
          continue;
        }
        String id = effect.path("id").asText();
        String resource = effect.path("resource").asText();
        switch (effect.path("change").asText()) {
          case "created" -> {
            assertThat(standing).doesNotContainValue(resource);
            standing.put(id, resource);
          }
          case "deleted" -> standing.remove(id);
          default -> assertThat(standing).containsKey(id);
        }
      }
    }
    return standing.values();
  }

  private List<JsonNode> rows(String type) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("ledger.jsonl"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("type").asText().equals(type)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private String ledger() {
    try {
      return Files.readString(folder.resolve("ledger.jsonl"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void killed() throws InterruptedException {
    processes.getLast().destroyForcibly().waitFor();
  }

  /** Starts the sandbox on its state; what it prints, by name. */
  private Map<String, String> started() throws IOException {
    Path output = folder.resolve("sandbox-" + starts++ + ".log");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.fedctl.app.Main",
                "sandbox",
                "--port=0",
                "--speed=" + SPEED,
                "--seed=5",
                "--state=" + folder.resolve("state"),
                "--ledger=" + folder.resolve("ledger.jsonl"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    processes.add(process);
    Map<String, String> said = new HashMap<>();
    until(
        () -> {
          assertThat(process.isAlive()).as(text(output)).isTrue();
          return text(output).contains("# sha256");
        });
    for (String line : text(output).split("\n")) {
      int end = line.startsWith("#") ? line.indexOf(": ") : line.indexOf('=');
      if (end > 0) {
        said.put(line.substring(0, end), line.substring(end + 1).strip());
      }
    }
    return said;
  }

  private String said() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < starts; i++) {
      all.append(Files.readString(folder.resolve("sandbox-" + i + ".log")));
    }
    return all.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
    dev.fedctl.contract.identity.SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private static FederationWorkflow begun(WorkflowClient client, FederationDocument document) {
    FederationWorkflow federation =
        client.newWorkflowStub(
            FederationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.FEDCTL)
                .setWorkflowId(WorkflowIds.federation(document.name()))
                .build());
    WorkflowClient.start(federation::run, FederationInput.first(document));
    return federation;
  }

  private static FederationDocument document(Map<String, String> cloud) {
    return new SpecLoader(InputStream.nullInputStream())
        .load("../examples/guidance.yaml", List.of())
        .document()
        .withCrds(
            new KarmadaSpec.Crds(
                Optional.ofNullable(cloud.get("# Karmada's definitions")),
                Optional.ofNullable(cloud.get("# sha256"))));
  }

  private static WorkerSettings settings(Map<String, String> cloud) {
    return new WorkerSettings(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                cloud.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                cloud.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                cloud.getOrDefault("AWS_SESSION_TOKEN", ""))),
        Optional.of(URI.create(cloud.getOrDefault("AWS_ENDPOINT_URL", ""))),
        InstantSource.system(),
        SPEED);
  }

  private static void until(BooleanSupplier wanted) {
    long end = System.nanoTime() + Duration.ofMinutes(8).toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
