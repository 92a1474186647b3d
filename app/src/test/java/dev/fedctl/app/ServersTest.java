package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run until they are told to stop, as processes of their own. */
@Timeout(120)
class ServersTest {

  private static final int STOPPED = 0;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  private final List<TestServer.PortBoundTestServer> temporal = new ArrayList<>();

  @AfterEach
  void kill() {
    temporal.forEach(TestServer.PortBoundTestServer::close);
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void sandboxTellsHowToReachItAndClosesItsLedgerWhenStopped() throws Exception {
    Path ledger = folder.resolve("ledger.jsonl");
    Process sandbox = started(Map.of(), "sandbox", "--port", "0", "--ledger", ledger.toString());
    URI endpoint = URI.create(environment(sandbox).getOrDefault("AWS_ENDPOINT_URL", ""));

    HttpResponse<String> unsigned =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(endpoint)
                    .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    sandbox.destroy();

    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(sandbox.waitFor()).isEqualTo(STOPPED);
    assertThat(Files.readAllLines(ledger))
        .singleElement()
        .satisfies(row -> assertThat(new ObjectMapper().readTree(row).isObject()).isTrue());
  }

  @Test
  void workerWorksForAServerWithASandboxAndStopsWhenTold() throws Exception {
    Map<String, String> cloud =
        environment(started(Map.of(), "sandbox", "--port", "0", "--speed", "60"));
    int port = freePort();
    temporal.add(TestServer.createPortBoundServer(port));
    SearchAttributeSetup.on(
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults()),
        "default");
    Map<String, String> environment = new HashMap<>(cloud);
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    Process worker =
        started(
            environment,
            "worker",
            "--wait",
            "--aws-endpoint",
            cloud.getOrDefault("AWS_ENDPOINT_URL", ""));
    firstLine(worker, line -> line.contains("worker polls task queue \"fedctl\""));

    assertThat(stepsDone(port)).contains("federation/identity", "federation/network");

    worker.destroy();
    assertThat(worker.waitFor()).isEqualTo(STOPPED);
  }

  /** The steps that find what is there, once each of them is done. */
  private static Set<String> stepsDone(int port) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    try {
      FederationDocument document =
          new SpecLoader(System.in)
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
      Set<String> done = Set.of();
      while (!done.contains("federation/network") || !done.contains("federation/identity")) {
        done =
            federation.progress().stream()
                .filter(step -> step.state() == State.DONE)
                .map(StepProgress::id)
                .collect(Collectors.toSet());
      }
      return done;
    } finally {
      service.shutdownNow();
    }
  }

  private Process started(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.fedctl.app.Main");
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  /** What the sandbox prints, as environment variables. */
  private static Map<String, String> environment(Process sandbox) throws IOException {
    Map<String, String> environment = new HashMap<>();
    BufferedReader lines = lines(sandbox);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("AWS_")) {
        environment.put(
            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      } else if (line.startsWith("# sha256")) {
        return environment;
      }
    }
    throw new AssertionError("the sandbox ended: " + environment.keySet());
  }

  private static void firstLine(Process process, Predicate<String> wanted) throws IOException {
    List<String> seen = new ArrayList<>();
    BufferedReader lines = lines(process);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (wanted.test(line)) {
        return;
      }
      seen.add(line);
    }
    throw new AssertionError("never said: " + seen);
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
