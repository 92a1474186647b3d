package dev.fedctl.app;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkerIdentity;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.Version;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.TerminatedHistories;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Runs a worker until it is told to stop. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a worker until it is told to stop.",
      "The Temporal server is that of the temporal CLI: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,",
      "TEMPORAL_PROFILE and its profile file. AWS credentials come from the default chain.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl worker",
      "  TEMPORAL_ADDRESS=temporal:7233 fedctl worker",
      "  fedctl worker --aws-endpoint http://127.0.0.1:4566"
    })
final class WorkerCommand implements Callable<Integer> {

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "Where all AWS services are, when it is not AWS's own.")
  @Nullable URI awsEndpoint;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClientConfigProfile profile = ClientConfigProfile.load();
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .addGrpcClientInterceptor(new TerminatedHistories())
                .validateAndBuildWithDefaults());
    WorkflowClient client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setIdentity(
                    new WorkerIdentity(
                            Version.number(), ManagementFactory.getRuntimeMXBean().getName())
                        .toString())
                .build());
    FedctlWorker worker =
        FedctlWorker.start(
            client,
            new WorkerSettings(
                DefaultCredentialsProvider.builder().build(), Optional.ofNullable(awsEndpoint)));
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  worker.close();
                  service.shutdown();
                  stop.countDown();
                }));
    Objects.requireNonNull(command)
        .commandLine()
        .getErr()
        .println(
            "worker polls task queue \"%s\" of namespace \"%s\" at %s"
                .formatted(
                    TaskQueues.FEDCTL,
                    client.getOptions().getNamespace(),
                    service.getOptions().getTarget()));
    stop.await();
    return ExitCodes.OK;
  }
}
