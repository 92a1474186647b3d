package dev.fedctl.app;

import dev.fedctl.app.dev.DevServer;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.Unfit;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything on this machine, to watch and to play with. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything here: a real Temporal server with its Web UI, a worker, and the pretend AWS,",
      "Kubernetes and Karmada, whose time goes --speed times as fast. It stops when it is told to.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl dev",
      "  fedctl dev --keep ~/.fedctl/dev       what is made outlives a restart, and a kill -9",
      "  fedctl dev --speed 10 --ui-port 9000 --port 9001",
      "",
      "The Temporal server is the temporal CLI of the PATH, else one that is downloaded.",
      "Exit codes: 0 stopped; 2 wrong command line or a port in use; 3 a file or folder cannot be",
      "used; 13 the Temporal server does not start, or ended."
    })
final class DevCommand implements Callable<Integer> {

  private static final int USUAL_SPEED = 60;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many times as fast as real time the sandbox is. Default: 60.")
  @Nullable Integer speed;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7233",
      description = "Port of the Temporal server. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--ui-port",
      paramLabel = "N",
      defaultValue = "8233",
      description = "Port of the Web UI. Default: ${DEFAULT-VALUE}.")
  int uiPort;

  @Option(
      names = "--sandbox-port",
      paramLabel = "N",
      description = "Port of the pretend AWS services. Default: any free one.")
  @Nullable Integer sandboxPort;

  @Option(
      names = "--temporal-cli",
      paramLabel = "PATH",
      description = "The temporal CLI. Default: that of the PATH, else it is downloaded.")
  @Nullable Path cli;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keeps what Temporal knows and what the sandbox has, and goes on with it.")
  @Nullable Path keep;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "The same for Temporal alone; needs --state.")
  @Nullable Path database;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The same for the sandbox alone; needs --db.")
  @Nullable Path state;

  @Option(names = "--ledger", paramLabel = "FILE", description = "Where the ledger is written.")
  @Nullable Path ledger;

  @Mixin SandboxSetup setup = new SandboxSetup();

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    check("--speed", speed, 1, SandboxCommand.FASTEST);
    check("--port", port, 1, 65_535);
    check("--ui-port", uiPort, 1, 65_535);
    check("--sandbox-port", sandboxPort, 0, 65_535);
    requireFree("--port", port);
    requireFree("--ui-port", uiPort);
    DevFiles files;
    try {
      files = DevFiles.of(keep, database, state);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    Map<String, String> given = setup.given();
    SandboxSetup.put(given, SandboxSetup.SPEED, speed);
    SandboxSetup.put(given, SandboxSetup.PORT, sandboxPort);
    Stop stop = Stop.listening();
    try (RunningSandbox sandbox =
        RunningSandbox.start(
            setup, given, SandboxSetup.usual(USUAL_SPEED, 0), ledger, files.state().orElse(null))) {
      return run(files, sandbox, stop);
    } catch (Unfit e) {
      tell(e);
      return e.reason().exitCode();
    }
  }

  private int run(DevFiles files, RunningSandbox sandbox, Stop stop) throws InterruptedException {
    AtomicBoolean died = new AtomicBoolean();
    try (DevServer server =
        DevServer.start(
            new DevServer.Options(
                Optional.ofNullable(cli), port, uiPort, files.database(), files.log()))) {
      WorkflowServiceStubs service =
          TemporalConnection.service(
              WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port));
      try {
        server.awaitReady(service);
        try (FedctlWorker worker =
            FedctlWorker.start(
                TemporalConnection.client(
                    service, WorkflowClientOptions.newBuilder().setNamespace(DevServer.NAMESPACE)),
                settings(sandbox))) {
          server.onEnd(
              () -> {
                died.set(true);
                stop.now();
              });
          announce(files, sandbox, worker);
          stop.await();
        }
      } finally {
        service.shutdownNow();
        service.awaitTermination(1, TimeUnit.SECONDS);
      }
    }
    return died.get() && !stop.isTold() ? Unfit.Reason.SERVER.exitCode() : ExitCodes.OK;
  }

  /** Everything that this worker waits for goes as fast as the sandbox. */
  private static WorkerSettings settings(RunningSandbox sandbox) {
    return new WorkerSettings(
        sandbox.credentials(),
        Optional.of(sandbox.sandbox().awsEndpoint()),
        InstantSource.system(),
        sandbox.speed());
  }

  private void announce(DevFiles files, RunningSandbox sandbox, FedctlWorker worker) {
    PrintWriter out = line().getOut();
    out.println("Web UI:   http://127.0.0.1:" + uiPort);
    out.println("Temporal: 127.0.0.1:" + port);
    out.println(
        "Sandbox:  %s, %d times as fast as real time%s"
            .formatted(
                sandbox.sandbox().awsEndpoint(),
                sandbox.speed(),
                sandbox.isContinued() ? ", gone on with what was kept" : ""));
    out.println("Worker:   " + (worker.isPolling() ? "polls" : "does not poll"));
    out.println();
    out.println("In another terminal:");
    out.println();
    out.println("  export TEMPORAL_ADDRESS=127.0.0.1:" + port);
    out.println("  export FEDCTL_SPEC_LAYER=" + files.layer(sandbox.sandbox().crdArchive()));
    out.println("  fedctl apply examples/guidance.yaml --yes");
    out.println();
    out.println("Ctrl-C stops everything.");
    out.flush();
  }

  private void requireFree(String option, int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw wrong(
          "port %d is in use; stop what uses it (another fedctl dev or Temporal server?), or choose"
                  .formatted(wanted)
              + " another: "
              + option
              + " N");
    }
  }

  private void check(String option, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw wrong("%s: must be from %d to %d, was %d".formatted(option, least, most, value));
    }
  }

  private void tell(Unfit e) {
    PrintWriter err = line().getErr();
    err.println("error: " + e.getMessage());
    err.println("cure: " + e.cure());
    err.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(line(), message);
  }

  private picocli.CommandLine line() {
    return Objects.requireNonNull(command).commandLine();
  }
}
