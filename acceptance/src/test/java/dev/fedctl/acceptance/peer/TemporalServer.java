package dev.fedctl.acceptance.peer;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.workflow.Payloads;
import dev.fedctl.worker.EndedHistories;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temporal's own server, as the temporal CLI starts it for developers, on a database of its own.
 */
public final class TemporalServer implements AutoCloseable {

  private static final String NAMESPACE = "default";

  private final Path folder;
  private final int port;
  private final WorkflowServiceStubs service;
  private final Optional<URI> webUi;
  private final Map<String, Integer> limits;
  private PeerProcess process;

  private TemporalServer(Path folder, int port, Optional<URI> webUi, Map<String, Integer> limits) {
    this.folder = folder;
    this.port = port;
    this.webUi = webUi;
    this.limits = limits;
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address())
                .addGrpcClientInterceptor(new EndedHistories())
                .build());
    this.process = started();
  }

  /** Starts one with fedctl's search attributes; answers when it returns. */
  public static TemporalServer start(Path folder) {
    return new TemporalServer(folder, Ports.free(), Optional.empty(), Map.of());
  }

  /** The same, which suggests continuing as new after so many events. */
  public static TemporalServer startSuggestingNewRunsAfter(int events, Path folder) {
    return new TemporalServer(
        folder,
        Ports.free(),
        Optional.empty(),
        Map.of("limit.historyCount.suggestContinueAsNew", events));
  }

  /** The same with its Web UI. */
  public static TemporalServer startWithWebUi(Path folder) {
    return new TemporalServer(
        folder,
        Ports.free(),
        Optional.of(URI.create("http://127.0.0.1:" + Ports.free())),
        Map.of());
  }

  /** SIGKILL, and the same server again on the database that it leaves. */
  public void killAndStart() {
    process.kill();
    process = started();
  }

  /** Host and port, which outlive a kill. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  private PeerProcess started() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.find("temporal").toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                // Waits for the disk now and then, not with every signal.
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=NORMAL",
                "--log-level",
                "error"));
    command.addAll(
        webUi
            .map(uri -> List.of("--ui-port", String.valueOf(uri.getPort())))
            .orElse(List.of("--headless")));
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      command.addAll(List.of("--search-attribute", key.getName() + "=" + type(key)));
    }
    limits.forEach(
        (limit, value) -> command.addAll(List.of("--dynamic-config-value", limit + "=" + value)));
    PeerProcess server = PeerProcess.start("temporal", folder, command, Map.of());
    server.awaitReady(Duration.ofMinutes(1), this::answers);
    webUi.ifPresent(uri -> server.awaitReady(Duration.ofMinutes(1), () -> listens(uri)));
    return server;
  }

  /** A client of its one namespace. */
  public WorkflowClient client() {
    return WorkflowClient.newInstance(
        service, WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  }

  /** Where its Web UI answers, if it was started with one. */
  public URI webUi() {
    return webUi.orElseThrow();
  }

  /** What no client of the SDK offers: resets, and what operators do to activities. */
  public WorkflowServiceGrpc.WorkflowServiceBlockingStub operations() {
    return service.blockingStub();
  }

  /** Of all that runs on it. */
  public String namespace() {
    return NAMESPACE;
  }

  /** The same under a name that does not tell on which machine it runs. */
  public WorkflowClient client(String identity) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder()
            .setDataConverter(Payloads.converter())
            .setIdentity(identity)
            .build());
  }

  private static String type(SearchAttributeKey<?> key) {
    return key.getValueType() == IndexedValueType.INDEXED_VALUE_TYPE_BOOL ? "Bool" : "Keyword";
  }

  private boolean answers() {
    try {
      service
          .blockingStub()
          .withDeadlineAfter(Duration.ofSeconds(2))
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static boolean listens(URI uri) {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    service.shutdownNow();
    process.close();
  }
}
