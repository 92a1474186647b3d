package dev.fedctl.app;

import dev.fedctl.app.access.AwsUser;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.Payloads;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.command.Surroundings;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import dev.fedctl.worker.WorkerTuning;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Does once what people do: the JVM keeps the classes as they are then, and other commands start
 * with them. The build runs it, by the launcher, for each of its collections of classes.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what commands need.")
final class WarmUpCommand implements Callable<Integer> {

  /** What is loaded. */
  enum Part {
    /** Everything: what a process needs that brings its own Temporal, worker or cloud. */
    WHOLE,
    /** What asks a server, and no more: whoever is asked lives in another process. */
    ASKING,
    /** Nothing; is the one who is asked, until its input ends. */
    ASKED
  }

  @Spec private @Nullable CommandSpec command;

  @Parameters(index = "0", paramLabel = "PART", description = "What to load.")
  private Part part = Part.WHOLE;

  @Parameters(index = "1", paramLabel = "FILE", description = "A spec.")
  private String file = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    switch (part) {
      case WHOLE -> {
        run("rehearse", file, "-o", "json");
        try (TemporalSide temporal = TemporalSide.with(file)) {
          ask(temporal.federation(), temporal.address());
        }
      }
      case ASKING -> {
        Process asked = asked();
        try (BufferedReader answers = asked.inputReader()) {
          ask(answers.readLine(), answers.readLine());
        } finally {
          asked.getOutputStream().close();
          asked.waitFor();
        }
      }
      case ASKED -> {
        try (TemporalSide temporal = TemporalSide.with(file)) {
          PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
          out.println(temporal.federation());
          out.println(temporal.address());
          out.flush();
          System.in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return ExitCodes.OK;
  }

  private Process asked() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "warm-up",
            Part.ASKED.name(),
            file)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private static void ask(String federation, String address) {
    run("version");
    run("status", federation, "--address", address);
    run("status", federation, "--address", address, "-o", "json");
    run("members", "list", federation, "--address", address);
    run("spec", federation, "--address", address);
    run("list", "--address", address);
    run("--help");
  }

  private static void run(String... arguments) {
    Main.commandLine(Surroundings.ofProcess(new AwsUser()), arguments).execute(arguments);
  }

  /**
   * A server and a worker with a federation that begins, and cannot get far: there is no AWS. What
   * is loaded on the way to its answers is what counts.
   */
  private record TemporalSide(
      String address,
      String federation,
      Closeable server,
      WorkflowServiceStubs service,
      FedctlWorker worker)
      implements AutoCloseable {

    static TemporalSide with(String file) throws IOException {
      int port = free();
      String address = "127.0.0.1:" + port;
      Closeable server = TestServer.createPortBoundServer(port);
      WorkflowServiceStubs service =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder()
                  .setTarget(address)
                  .validateAndBuildWithDefaults());
      WorkflowClient client =
          WorkflowClient.newInstance(
              service,
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
      SearchAttributeSetup.on(
          OperatorServiceStubs.newServiceStubs(
              OperatorServiceStubsOptions.newBuilder()
                  .setChannel(service.getRawChannel())
                  .validateAndBuildWithDefaults()),
          client.getOptions().getNamespace());
      FedctlWorker worker =
          FedctlWorker.start(
              client,
              new WorkerSettings(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")),
                  Optional.of(URI.create("http://127.0.0.1:1")),
                  WorkerTuning.usual()));
      FederationDocument document =
          new SpecLoader(InputStream.nullInputStream()).load(file, List.of()).document();
      WorkflowClient.start(
          client.newWorkflowStub(
                  FederationWorkflow.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(WorkflowIds.federation(document.name()))
                      .setTaskQueue(TaskQueues.FEDCTL)
                      .build())
              ::run,
          FederationInput.first(document));
      return new TemporalSide(address, document.name(), server, service, worker);
    }

    @Override
    public void close() throws IOException {
      worker.closeNow();
      service.shutdownNow();
      server.close();
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
