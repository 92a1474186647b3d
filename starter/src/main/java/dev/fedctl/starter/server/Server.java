package dev.fedctl.starter.server;

import dev.fedctl.contract.workflow.Payloads;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.Version;
import io.grpc.Context;
import io.grpc.Deadline;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A connection to one namespace of a Temporal server. Making one calls nobody. */
public final class Server implements AutoCloseable {

  /** gRPC speaks through the JDK's own loggers; what matters of it becomes a message of ours. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private final ServerSettings settings;
  private final Deadlines deadlines;
  private final long opened = System.nanoTime();
  private final OwnLoop loop = new OwnLoop();
  private final WorkflowServiceStubs service;
  private final OperatorServiceStubs operator;
  private final WorkflowClient client;
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deadlines").factory());

  private Server(ServerSettings settings, Deadlines deadlines, String actor) {
    GRPC.setLevel(Level.OFF);
    this.settings = settings;
    this.deadlines = deadlines;
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(settings.profile().toWorkflowServiceStubsOptions())
            .setChannelInitializer(loop::serve)
            .setRpcTimeout(deadlines.call())
            .setRpcQueryTimeout(deadlines.call())
            .setSystemInfoTimeout(deadlines.checks())
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setExpiration(deadlines.call())
                    .validateBuildWithDefaults())
            .validateAndBuildWithDefaults();
    this.service = WorkflowServiceStubs.newServiceStubs(options);
    this.operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .setGrpcMetadataProviders(options.getGrpcMetadataProviders())
                .setHeaders(options.getHeaders())
                .validateAndBuildWithDefaults());
    this.client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder(settings.profile().toWorkflowClientOptions())
                .setDataConverter(Payloads.converter())
                .setIdentity("fedctl/" + Version.number() + " " + actor)
                .validateAndBuildWithDefaults());
  }

  /**
   * @param actor who uses it, as {@code user@host}: what histories name
   */
  public static Server of(ServerSettings settings, Deadlines deadlines, String actor) {
    try {
      return new Server(settings, deadlines, actor);
    } catch (RuntimeException e) {
      // Certificates and keys are read here; their exceptions name the file.
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw CommandFailure.of(
          ExitCodes.USAGE,
          "the connection to " + settings.address() + " cannot be set up: " + root.getMessage(),
          "look at the TLS settings of the profile, TEMPORAL_TLS_…");
    }
  }

  public String address() {
    return settings.address();
  }

  public String namespace() {
    return settings.namespace();
  }

  public Deadlines deadlines() {
    return deadlines;
  }

  /** How long a worker has from now on for its first answer. */
  public Duration answer() {
    return deadlines.answer(Duration.ofNanos(System.nanoTime() - opened));
  }

  public WorkflowClient client() {
    return client;
  }

  WorkflowServiceStubs service() {
    return service;
  }

  OperatorServiceStubs operator() {
    return operator;
  }

  /** Calls that take longer, all together, fail with a {@link CommandFailure}. */
  public <T> T within(Duration limit, Supplier<T> calls) {
    try (Context.CancellableContext context =
        Context.current()
            .withDeadline(Deadline.after(limit.toMillis(), TimeUnit.MILLISECONDS), alarms)) {
      return context.call(calls::get);
    } catch (RuntimeException e) {
      throw e instanceof CommandFailure known ? known : new ServerFailures(this).translate(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server took a question, and no worker answers it. */
  public CommandFailure noAnswer() {
    return new ServerFailures(this).noAnswer();
  }

  @Override
  public void close() {
    alarms.shutdownNow();
    service.shutdownNow();
    loop.close();
  }
}
