package dev.fedctl.app.rehearse;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.fedctl.app.SearchAttributeSetup;
import dev.fedctl.contract.workflow.Payloads;
import io.grpc.ClientInterceptor;
import io.temporal.api.testservice.v1.SleepRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.TestServiceStubs;
import io.temporal.serviceclient.TestServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Temporal's in-memory server with its clock in our hand. While activities run the clock moves at
 * real speed; between them it moves only by {@link #advance}. It is driven from one thread, in
 * bounded steps, and never by waiting for a result: an idle federation would leap to its farthest
 * timer.
 */
final class VirtualTemporal implements AutoCloseable {

  /** How long a call may take while hundreds of workflows start at once on a small machine. */
  static final Duration BUSY = Duration.ofMinutes(10);

  private final Duration patience;
  private final Questions questions = new Questions();
  private final TestServer.InProcessTestServer server;
  private final TestServiceStubs clock;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  /** A server whose workers live as long as it does. */
  VirtualTemporal() {
    this(BUSY);
  }

  /**
   * @param patience after which a question that a worker took, and did not answer, is asked again
   */
  VirtualTemporal(Duration patience) {
    this.patience = patience;
    this.server = TestServer.createServer(true);
    this.clock =
        TestServiceStubs.newServiceStubs(
            TestServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .setRpcTimeout(BUSY)
                .validateAndBuildWithDefaults());
    this.service = serviceOver(questions);
    this.client = client(service, "rehearsal");
    SearchAttributeSetup.on(
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .validateAndBuildWithDefaults()),
        client.getOptions().getNamespace());
  }

  WorkflowClient client() {
    return client;
  }

  WorkflowServiceStubs service() {
    return service;
  }

  /** Whoever is waiting for a worker's answer asks again: that worker has died. */
  void askAgain() {
    questions.askAgain();
  }

  /** A line of its own to the server; what passes on it passes these. */
  WorkflowServiceStubs serviceOver(ClientInterceptor... interceptors) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .setRpcTimeout(BUSY)
            .setRpcQueryTimeout(patience)
            .setGrpcClientInterceptors(List.of(interceptors))
            .validateAndBuildWithDefaults());
  }

  WorkflowClient client(WorkflowServiceStubs on, String identity) {
    return WorkflowClient.newInstance(
        on,
        WorkflowClientOptions.newBuilder()
            .setDataConverter(Payloads.converter())
            .setIdentity(identity)
            .build());
  }

  InstantSource time() {
    return this::now;
  }

  Instant now() {
    return Instant.ofEpochMilli(
        Timestamps.toMillis(
            clock.blockingStub().getCurrentTime(Empty.getDefaultInstance()).getTime()));
  }

  /** Moves the clock on; what falls due on the way, retries included, happens. */
  void advance(Duration by) {
    clock
        .blockingStub()
        .unlockTimeSkippingWithSleep(
            SleepRequest.newBuilder().setDuration(Durations.fromMillis(by.toMillis())).build());
  }

  @Override
  public void close() {
    service.shutdownNow();
    clock.shutdownNow();
    server.close();
  }
}
