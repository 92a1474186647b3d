package dev.fedctl.app;

import dev.fedctl.contract.identity.WorkerIdentity;
import dev.fedctl.contract.workflow.Payloads;
import dev.fedctl.starter.Version;
import dev.fedctl.worker.EndedHistories;
import dev.fedctl.worker.Unfit;
import dev.fedctl.worker.Unfit.Reason;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A worker's connection to the Temporal server that the temporal CLI would use too. */
final class TemporalConnection {

  /** gRPC speaks through the JDK's own loggers; what matters of it becomes a message of ours. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private TemporalConnection() {}

  /**
   * The profile of the environment.
   *
   * @throws Unfit when it cannot be read
   */
  static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | RuntimeException e) {
      throw unusable(e);
    }
  }

  /**
   * Calls nobody yet.
   *
   * @throws Unfit when certificates or keys cannot be read
   */
  static WorkflowServiceStubs service(
      ClientConfigProfile profile, Consumer<WorkflowServiceStubsOptions.Builder> more) {
    GRPC.setLevel(Level.OFF);
    try {
      WorkflowServiceStubsOptions.Builder options =
          WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions());
      more.accept(options);
      return service(options);
    } catch (RuntimeException e) {
      throw unusable(e);
    }
  }

  /** The stubs of a worker, which answers for terminated workflows too. */
  static WorkflowServiceStubs service(WorkflowServiceStubsOptions.Builder options) {
    return WorkflowServiceStubs.newServiceStubs(
        options.addGrpcClientInterceptor(new EndedHistories()).validateAndBuildWithDefaults());
  }

  static WorkflowClient client(WorkflowServiceStubs service, ClientConfigProfile profile) {
    return client(service, WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions()));
  }

  /** Signs as a worker of this version. */
  static WorkflowClient client(
      WorkflowServiceStubs service, WorkflowClientOptions.Builder options) {
    return WorkflowClient.newInstance(
        service,
        options
            .setDataConverter(Payloads.converter())
            .setIdentity(
                new WorkerIdentity(Version.number(), ManagementFactory.getRuntimeMXBean().getName())
                    .toString())
            .build());
  }

  private static Unfit unusable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Unfit(
        Reason.SETTINGS,
        "the Temporal connection cannot be set up: "
            + String.valueOf(root.getMessage()).lines().findFirst().orElse(""),
        "look at TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE, TEMPORAL_TLS_… and the profile file");
  }
}
