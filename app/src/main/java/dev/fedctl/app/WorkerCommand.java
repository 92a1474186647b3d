package dev.fedctl.app;

import dev.fedctl.app.log.LogFormat;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.worker.AwsCheck;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.NamespaceCheck;
import dev.fedctl.worker.RenewableCredentials;
import dev.fedctl.worker.Telemetry;
import dev.fedctl.worker.Unfit;
import dev.fedctl.worker.WorkerSettings;
import dev.fedctl.worker.WorkerTuning;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Runs a worker until it is told to stop. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a worker until it is told to stop.",
      "The Temporal server is that of the temporal CLI: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,",
      "TEMPORAL_API_KEY, TEMPORAL_TLS_…, TEMPORAL_PROFILE and its profile file. AWS credentials come",
      "from the default chain. Search attributes that the namespace lacks are added.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl worker",
      "  TEMPORAL_ADDRESS=temporal:7233 fedctl worker --wait --metrics-port 9464 --log-format json",
      "  fedctl worker --aws-endpoint http://127.0.0.1:4566",
      "",
      "SIGTERM and Ctrl-C let what runs come to its end; a second one ends it at once.",
      "Exit codes: 0 stopped; 2 wrong command line or connection settings; 4 AWS refuses the",
      "credentials; 10 no AWS credentials, or expired; 12 AWS does not answer; 13 no Temporal server;",
      "14 the namespace is absent or lacks search attributes that the worker may not add."
    })
final class WorkerCommand implements Callable<Integer> {

  private static final int PAUSE_SECONDS = 2;

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "Where all AWS services are, when it is not AWS's own (AWS_ENDPOINT_URL).")
  @Nullable URI awsEndpoint;

  @Option(
      names = "--pace",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many times as fast as real time everything goes that is waited for: 1 with anything"
              + " real. Default: ${DEFAULT-VALUE}.")
  int pace;

  @Option(
      names = "--wait",
      description = "Waits for the server, the namespace and AWS, instead of ending.")
  boolean wait;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serves /metrics (Prometheus), /livez and /readyz; 0: any free one"
              + " (FEDCTL_METRICS_PORT). Default: not at all.")
  @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-address",
      paramLabel = "ADDRESS",
      description = "On this address (FEDCTL_METRICS_ADDRESS). Default: 127.0.0.1.")
  @Nullable String metricsAddress;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  LogFormat logFormat = LogFormat.text;

  @Mixin WorkerOptions options = new WorkerOptions();

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    WorkerTuning tuning = options.tuning();
    if (pace < 1 || pace > SandboxCommand.FASTEST) {
      throw wrong("--pace: must be from 1 to %d, was %d".formatted(SandboxCommand.FASTEST, pace));
    }
    Stop stop = Stop.listening();
    logFormat.apply();
    try (Telemetry telemetry = telemetry()) {
      return run(tuning, telemetry, stop);
    } catch (Unfit e) {
      tell(e);
      return e.reason().exitCode();
    }
  }

  private int run(WorkerTuning tuning, @Nullable Telemetry telemetry, Stop stop)
      throws InterruptedException {
    ClientConfigProfile profile = TemporalConnection.profile();
    WorkflowServiceStubs service =
        TemporalConnection.service(
            profile,
            builder -> {
              if (telemetry != null) {
                builder.setMetricsScope(telemetry.scope());
              }
            });
    try {
      WorkflowClient client = TemporalConnection.client(service, profile);
      AwsCredentialsProvider credentials = new RenewableCredentials();
      Optional<URI> endpoint = endpoint();
      String namespace = client.getOptions().getNamespace();
      NamespaceCheck check = new NamespaceCheck(service, namespace);
      AwsCheck aws = new AwsCheck(credentials, endpoint);
      if (!fit(check, aws, telemetry, stop)) {
        return ExitCodes.OK;
      }
      try (FedctlWorker worker =
          FedctlWorker.start(
              client,
              new WorkerSettings(credentials, endpoint, InstantSource.system(), pace, tuning))) {
        if (telemetry != null) {
          telemetry.readiness(() -> trouble(worker, check));
        }
        err()
            .println(
                "worker polls task queue \"%s\" of namespace \"%s\" at %s"
                    .formatted(TaskQueues.FEDCTL, namespace, service.getOptions().getTarget()));
        err().flush();
        stop.await();
        err()
            .println(
                "worker stops: what runs has %d s to end".formatted(tuning.grace().toSeconds()));
        err().flush();
      }
      return ExitCodes.OK;
    } finally {
      service.shutdown();
      service.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  /** Whether the worker can start; false when it was told to stop while it waited. */
  private boolean fit(NamespaceCheck check, AwsCheck aws, @Nullable Telemetry telemetry, Stop stop)
      throws InterruptedException {
    String told = "";
    while (true) {
      try {
        check.prepare();
        err().println("AWS knows the worker as " + aws.caller());
        return true;
      } catch (Unfit e) {
        if (!wait) {
          throw e;
        }
        String message = String.valueOf(e.getMessage());
        if (telemetry != null) {
          telemetry.readiness(() -> Optional.of(message));
        }
        if (!message.equals(told)) {
          told = message;
          tell(e);
          err().println("waiting until that is so");
          err().flush();
        }
      }
      if (stop.await(PAUSE_SECONDS)) {
        return false;
      }
    }
  }

  private static Optional<String> trouble(FedctlWorker worker, NamespaceCheck check) {
    if (!worker.isPolling()) {
      return Optional.of("stopping");
    }
    try {
      check.look();
      return Optional.empty();
    } catch (Unfit e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Telemetry telemetry() {
    String variable = System.getenv("FEDCTL_METRICS_PORT");
    Integer port = metricsPort;
    try {
      if (port == null && variable != null && !variable.isEmpty()) {
        port = Integer.valueOf(variable);
      }
    } catch (NumberFormatException e) {
      throw wrong("FEDCTL_METRICS_PORT: must be a number, was \"" + variable + "\"");
    }
    if (port == null) {
      return null;
    }
    if (port < 0 || port > 65_535) {
      throw wrong("--metrics-port: must be from 0 to 65535, was " + port);
    }
    String address =
        metricsAddress == null
            ? System.getenv().getOrDefault("FEDCTL_METRICS_ADDRESS", "127.0.0.1")
            : metricsAddress;
    try {
      Telemetry telemetry = Telemetry.at(new InetSocketAddress(address, port));
      err().println("metrics at http://%s:%d/metrics".formatted(address, telemetry.port()));
      return telemetry;
    } catch (IOException | RuntimeException e) {
      throw wrong("cannot serve metrics at %s:%d: %s".formatted(address, port, e.getMessage()));
    }
  }

  private Optional<URI> endpoint() {
    Map<String, String> environment = System.getenv();
    return Optional.ofNullable(awsEndpoint)
        .or(
            () ->
                Optional.ofNullable(environment.get("AWS_ENDPOINT_URL"))
                    .filter(value -> !value.isEmpty())
                    .map(URI::create));
  }

  private void tell(Unfit e) {
    err().println("error: " + e.getMessage());
    err().println("cure: " + e.cure());
    err().flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  private PrintWriter err() {
    return Objects.requireNonNull(command).commandLine().getErr();
  }
}
