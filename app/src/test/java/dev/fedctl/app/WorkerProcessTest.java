package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker as whoever runs it sees it: how it starts, tells about itself, and ends. */
@Timeout(300)
class WorkerProcessTest {

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;
  private TestServer.PortBoundTestServer temporal;

  @BeforeEach
  void start() throws IOException {
    port = freePort();
    temporal = TestServer.createPortBoundServer(port);
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void withoutServerItEndsWithTheCure() throws Exception {
    try (FedctlProcess worker = worker(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + freePort()))) {
      assertThat(worker.exitCode()).isEqualTo(13);
      assertThat(worker.said())
          .contains("error: no Temporal server answers at 127.0.0.1:", "cure: start one")
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void withoutCredentialsItEndsWithTheCure() throws Exception {
    try (FedctlProcess worker = worker(Map.of())) {
      assertThat(worker.exitCode()).isEqualTo(10);
      assertThat(worker.said())
          .contains("error: there are no AWS credentials", "cure: aws configure")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void wrongCredentialsAreTold() throws Exception {
    try (FedctlProcess sandbox = sandbox();
        FedctlProcess worker =
            worker(cloud(sandbox, Map.of("AWS_SECRET_ACCESS_KEY", "not-the-secret")), "--wait")) {
      worker.saying("error: AWS refuses the worker's credentials: ");

      assertThat(worker.told().exitCode()).isZero();
    }
  }

  @Test
  void profileThatCannotBeReadIsOneLine() throws Exception {
    Path profile = folder.resolve("temporal.toml");
    Files.writeString(profile, "this is [not toml");
    try (FedctlProcess worker = worker(Map.of("TEMPORAL_CONFIG_FILE", profile.toString()))) {
      assertThat(worker.exitCode()).isEqualTo(2);
      assertThat(worker.said().lines().filter(line -> line.startsWith("error:")))
          .singleElement()
          .asString()
          .contains("the Temporal connection cannot be set up");
      assertThat(worker.said()).doesNotContain("\tat ");
    }
  }

  @Test
  void waitingWorkerStartsOnceTheServerIsThere() throws Exception {
    int later = freePort();
    try (FedctlProcess sandbox = sandbox();
        FedctlProcess worker =
            worker(
                cloud(sandbox, Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + later)),
                "--wait",
                "--metrics-port=0")) {
      worker.saying("waiting until that is so");
      String metrics = worker.value("metrics at ");
      assertThat(status(metrics.replace("/metrics", "/livez"))).isEqualTo(200);
      assertThat(status(metrics.replace("/metrics", "/readyz"))).isEqualTo(503);

      TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(later);
      try {
        worker.saying("worker polls");
        assertThat(status(metrics.replace("/metrics", "/readyz"))).isEqualTo(200);
        assertThat(body(metrics)).contains("temporal_", "jvm_memory_used_bytes");
        assertThat(worker.told().exitCode()).isZero();
      } finally {
        server.close();
      }
    }
  }

  @Test
  void everyLineOfTheLogSaysWhichFederationItIsAbout() throws Exception {
    try (FedctlProcess sandbox = sandbox();
        FedctlProcess worker =
            worker(
                cloud(sandbox, Map.of("FEDCTL_TEMPORAL_LOG_LEVEL", "WARN")),
                "--wait",
                "--log-format=json",
                "--pace=120")) {
      worker.saying("worker polls");
      deploy();

      // Nothing but the sandbox is there: the archive of Karmada's definitions cannot be had.
      worker.saying("\"activity\":\"EnsureCrds\"");

      List<JsonNode> lines =
          worker
              .said()
              .lines()
              .filter(line -> line.startsWith("{"))
              .map(WorkerProcessTest::json)
              .filter(line -> line.has("workflowId"))
              .toList();
      assertThat(lines)
          .isNotEmpty()
          .allSatisfy(
              line -> assertThat(line.path("federation").asText()).isEqualTo("karmada-guidance"));
      assertThat(worker.told().exitCode()).isZero();
    }
  }

  private void deploy() {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    try {
      FederationDocument document =
          new SpecLoader(InputStream.nullInputStream())
              .load("../examples/guidance.yaml", List.of("members.count=0"))
              .document();
      FederationWorkflow federation =
          WorkflowClient.newInstance(service)
              .newWorkflowStub(
                  FederationWorkflow.class,
                  WorkflowOptions.newBuilder()
                      .setTaskQueue(TaskQueues.FEDCTL)
                      .setWorkflowId(WorkflowIds.federation(document.name()))
                      .build());
      WorkflowClient.start(federation::run, FederationInput.first(document));
    } finally {
      service.shutdownNow();
    }
  }

  private FedctlProcess sandbox() {
    return FedctlProcess.start(folder, Map.of(), "sandbox", "--port=0", "--speed=120")
        .saying("# sha256");
  }

  private FedctlProcess worker(Map<String, String> environment, String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    all.putAll(environment);
    String[] arguments = new String[options.length + 1];
    arguments[0] = "worker";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return FedctlProcess.start(folder, all, arguments);
  }

  private static Map<String, String> cloud(FedctlProcess sandbox, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of(
            "AWS_ENDPOINT_URL",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN")) {
      environment.put(name, sandbox.value(name + "="));
    }
    environment.putAll(more);
    return environment;
  }

  private int status(String address) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private String body(String address) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
