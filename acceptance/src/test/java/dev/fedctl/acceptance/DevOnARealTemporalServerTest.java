package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Peers;
import dev.fedctl.acceptance.peer.Ports;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedctl dev} as a process, with Temporal's own server below it. */
class DevOnARealTemporalServerTest {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final int port = Ports.free();
  private final int uiPort = Ports.free();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void kill() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void whatIsDeployedOutlivesAKillAndAStopLeavesNothingBehind() throws Exception {
    Process first = dev("--keep", folder.resolve("kept").toString());
    FederationDocument document = document();
    begin(document);
    Until.so(
        "the deployment has begun",
        LIMIT,
        () -> status(document).members().stream().anyMatch(member -> true));

    first.destroyForcibly().waitFor();
    awaitFree(port);
    awaitFree(uiPort);
    Process second = dev("--keep", folder.resolve("kept").toString());
    FederationStatus settled =
        Until.there(
            "the deployment settles",
            LIMIT,
            () -> Optional.of(status(document)).filter(FederationStatus::settled));

    assertThat(settled.parked()).isEmpty();
    assertThat(settled.outcome()).contains(Outcome.COMPLETE);
    assertThat(page("http://127.0.0.1:" + uiPort)).isEqualTo(200);

    second.destroy();
    assertThat(second.waitFor()).isZero();
    awaitFree(port);
    awaitFree(uiPort);
  }

  @Test
  void portInUseIsToldBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Process process = started("--keep", folder.resolve("kept").toString());

      assertThat(process.waitFor()).isEqualTo(2);
      assertThat(said()).contains("port " + taken.getLocalPort() + " is in use", "--port N");
      assertThat(folder.resolve("kept")).doesNotExist();
    }
  }

  @Test
  void oneHalfOfWhatWasKeptIsRefused() throws Exception {
    Path database = Files.writeString(folder.resolve("temporal.db"), "");

    Process process =
        started("--db", database.toString(), "--state", folder.resolve("state").toString());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said()).contains("they belong together");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  private Process dev(String... options) throws IOException {
    Process process = started(options);
    Until.so(
        "dev runs",
        LIMIT,
        () -> {
          assertThat(process.isAlive()).as(said()).isTrue();
          return said().contains("Ctrl-C stops everything");
        });
    return process;
  }

  private Process started(String... options) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.fedctl.app.Main",
            "dev",
            "--temporal-cli=" + Peers.find("temporal"),
            "--port=" + port,
            "--ui-port=" + uiPort);
    if (processes.isEmpty()) {
      builder.command().add("--speed=120");
    }
    builder.command().addAll(List.of(options));
    Process process =
        builder.redirectErrorStream(true).redirectOutput(log(processes.size())).start();
    processes.add(process);
    return process;
  }

  private java.io.File log(int number) {
    return folder.resolve("dev-" + number + ".log").toFile();
  }

  private String said() {
    try {
      return Files.readString(log(processes.size() - 1).toPath(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private FederationDocument document() throws IOException {
    Matcher layer = Pattern.compile("FEDCTL_SPEC_LAYER=(\\S+)").matcher(said());
    assertThat(layer.find()).isTrue();
    String text = Files.readString(Path.of(layer.group(1)));
    return new SpecLoader(InputStream.nullInputStream())
        .load(System.getProperty("fedctl.example", "../examples/guidance.yaml"), List.of())
        .document()
        .withCrds(
            new KarmadaSpec.Crds(
                Optional.of(field(text, "url")), Optional.of(field(text, "sha256"))));
  }

  private static String field(String text, String name) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  private void begin(FederationDocument document) {
    WorkflowServiceStubs service = service();
    try {
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

  private FederationStatus status(FederationDocument document) {
    WorkflowServiceStubs service = service();
    try {
      return WorkflowClient.newInstance(service)
          .newWorkflowStub(FederationWorkflow.class, WorkflowIds.federation(document.name()))
          .status();
    } finally {
      service.shutdownNow();
    }
  }

  private WorkflowServiceStubs service() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
  }

  private static int page(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void awaitFree(int port) {
    Until.so(
        "port " + port + " is free",
        Duration.ofMinutes(1),
        () -> {
          try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
          } catch (IOException e) {
            return false;
          }
        });
  }
}
