package dev.fedctl.acceptance.site;

import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.FailWorkflowExecutionCommandAttributes;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a federation needs, each as a process of its own: Temporal's server, the sandbox, and as
 * many workers as are asked for. Each can be killed and comes back at the same address, on what it
 * kept.
 */
public final class Site implements AutoCloseable {

  /** Twenty minutes of AWS take ten seconds. */
  private static final int USUAL_SPEED = 120;

  private final Path folder;
  private final int speed;
  private final TemporalServer temporal;
  private final Cloud cloud;
  private final List<FedctlProcess> processes = new ArrayList<>();
  private final List<Cloud> others = new ArrayList<>();

  private Site(Path folder, int speed, List<String> sandbox) {
    this.folder = folder;
    this.speed = speed;
    this.temporal = TemporalServer.start(folder);
    this.cloud = Cloud.start(folder, speed, sandbox);
  }

  /** Starts the server and the sandbox; nobody works yet. */
  public static Site start(Path folder, String... sandboxOptions) {
    return new Site(folder, USUAL_SPEED, List.of(sandboxOptions));
  }

  /** The same with another speed of the sandbox and of what workers wait for. */
  public static Site start(Path folder, int speed) {
    return new Site(folder, speed, List.of());
  }

  public TemporalServer temporal() {
    return temporal;
  }

  public Cloud cloud() {
    return cloud;
  }

  /** Starts the sandbox of another account, which has the same names and knows of nothing. */
  public Cloud otherAccount(Path world) {
    try {
      Path apart = Files.createDirectory(folder.resolve("other-account-" + others.size()));
      Cloud other = Cloud.start(apart, speed, List.of("--world=" + world));
      others.add(other);
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The spec of the example, as a person names it on the command line. */
  public static String example() {
    return Path.of(System.getProperty("fedctl.example", "../examples/guidance.yaml"))
        .toAbsolutePath()
        .normalize()
        .toString();
  }

  /** Starts several workers; all poll when it returns. */
  public List<FedctlProcess> workers(int number) {
    List<FedctlProcess> workers =
        Stream.generate(() -> worker(List.of(), cloud.environment())).limit(number).toList();
    workers.forEach(one -> one.saying("worker polls"));
    return workers;
  }

  /** Starts a worker with the sandbox's credentials; polls when it returns. */
  public FedctlProcess worker() {
    return worker(List.of(), cloud.environment()).saying("worker polls");
  }

  /** The same, of a build that calls itself so. */
  public FedctlProcess workerOf(String version) {
    return worker(List.of(named(version)), cloud.environment()).saying("worker polls");
  }

  /** Starts a worker that may not get as far as polling. */
  public FedctlProcess worker(List<Path> before, Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(server());
    all.putAll(environment);
    return kept(
        FedctlProcess.start(
            folder, all, before, List.of("worker", "--wait", "--pace=" + speed, "--aws-rate=0")));
  }

  /** The same, which ends at once when something is missing. */
  public FedctlProcess hastyWorker(Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(server());
    all.putAll(environment);
    return kept(FedctlProcess.start(folder, all, List.of(), List.of("worker")));
  }

  /** Starts the example's federation, with one member, without asking anybody. */
  public void begin() {
    begin(FederationInput.first(document()), Duration.ZERO);
  }

  /**
   * Starts a run of it.
   *
   * @param limit after which the server ends it; zero: never
   */
  public void begin(FederationInput input, Duration limit) {
    WorkflowClient.start(
        temporal
                .client()
                .newWorkflowStub(
                    FederationWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.federation(input.document().name()))
                        .setTaskQueue(TaskQueues.FEDCTL)
                        .setWorkflowRunTimeout(limit)
                        .build())
            ::run,
        input);
  }

  /** Does, while no worker polls, what a worker does whose code fails the workflow. */
  public void failByHand(String workflowId) {
    PollWorkflowTaskQueueResponse task =
        temporal
            .operations()
            .withDeadlineAfter(Duration.ofSeconds(70))
            .pollWorkflowTaskQueue(
                PollWorkflowTaskQueueRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.FEDCTL))
                    .setIdentity("somebody")
                    .build());
    if (!task.getWorkflowExecution().getWorkflowId().equals(workflowId)) {
      throw new AssertionError("another workflow has something to do: " + task);
    }
    temporal
        .operations()
        .respondWorkflowTaskCompleted(
            RespondWorkflowTaskCompletedRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setTaskToken(task.getTaskToken())
                .setIdentity("somebody")
                .addCommands(
                    Command.newBuilder()
                        .setCommandType(CommandType.COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION)
                        .setFailWorkflowExecutionCommandAttributes(
                            FailWorkflowExecutionCommandAttributes.newBuilder()
                                .setFailure(
                                    Failure.newBuilder().setMessage("a fault of the code"))))
                .build());
  }

  private FederationDocument document() {
    return new SpecLoader(InputStream.nullInputStream())
        .load(example(), Optional.of(cloud.layer().toString()), List.of("spec.members.count=1"))
        .document();
  }

  /** Starts a command as a person types it. */
  public FedctlProcess command(List<String> arguments) {
    return command(Map.of(), arguments);
  }

  /** The same with more environment. */
  public FedctlProcess command(Map<String, String> more, List<String> arguments) {
    Map<String, String> environment = new LinkedHashMap<>(server());
    environment.put("FEDCTL_SPEC_LAYER", cloud.layer().toString());
    environment.putAll(more);
    return kept(FedctlProcess.start(folder, environment, List.of(), arguments));
  }

  private Map<String, String> server() {
    return Map.of("TEMPORAL_ADDRESS", temporal.address());
  }

  private FedctlProcess kept(FedctlProcess process) {
    processes.add(process);
    return process;
  }

  /** A folder of classes that lets a build call itself so. */
  private Path named(String version) {
    Path classes = folder.resolve("build-" + version);
    Path file = classes.resolve("dev/fedctl/starter/version.properties");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "version=" + version + "\n");
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(FedctlProcess::close);
    others.forEach(Cloud::close);
    cloud.close();
    temporal.close();
  }
}
