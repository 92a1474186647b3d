package dev.fedctl.starter.command;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Temporal's in-memory server on a port, with a worker that pretends. */
final class TemporalPeer implements AutoCloseable {

  private final int port = freePort();
  private final TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
  private final WorkflowServiceStubs service =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget(address())
              .validateAndBuildWithDefaults());
  private final WorkflowClient client = WorkflowClient.newInstance(service);
  private final WorkerFactory workers = WorkerFactory.newInstance(client);

  /** One whose namespace has the search attributes. */
  static TemporalPeer start() {
    TemporalPeer peer = new TemporalPeer();
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    SearchAttributes.ALL.forEach(
        key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(peer.address())
                .validateAndBuildWithDefaults());
    operator.blockingStub().addSearchAttributes(request.build());
    operator.shutdownNow();
    return peer;
  }

  TemporalPeer withWorker() {
    workers
        .newWorker(TaskQueues.FEDCTL)
        .registerWorkflowImplementationTypes(PretendFederation.class, PretendObservation.class);
    workers.start();
    return this;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Ends a federation's workflow from outside, as the Web UI's button does. */
  void terminate(String federation) {
    client.newUntypedWorkflowStub(WorkflowIds.federation(federation)).terminate("by hand");
  }

  /** How many events of this type a federation's history has. */
  long events(String federation, String type) {
    return client.fetchHistory(WorkflowIds.federation(federation)).getEvents().stream()
        .filter(event -> event.getEventType().name().equals("EVENT_TYPE_" + type))
        .count();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    service.shutdownNow();
    server.close();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
