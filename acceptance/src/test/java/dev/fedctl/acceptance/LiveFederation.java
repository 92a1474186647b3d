package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The example's federation on a Temporal server of its own and in a sandbox of its own, in real
 * time. The sandbox's clock and the worker's pace are both so much faster that twenty minutes of
 * AWS take ten seconds.
 */
final class LiveFederation implements AutoCloseable {

  static final int SPEED = 120;

  /** Of real time; ten seconds of it are the cloud's, the rest is for a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final World world;
  private final TemporalServer temporal;
  private final WorkflowClient workersClient;
  private final int speed;
  private final Sandbox sandbox;
  private final FederationDocument document;
  private final List<FedctlWorker> workers = new ArrayList<>();

  private LiveFederation(
      FederationDocument spec,
      TemporalServer temporal,
      WorkflowClient workersClient,
      int speed,
      FaultPlan faults) {
    this.temporal = temporal;
    this.workersClient = workersClient;
    this.speed = speed;
    world = World.standard(spec.spec().region(), "KarmadaVPC");
    sandbox =
        Sandbox.start(
            SandboxOptions.of(ScaledClock.startingNow(speed), world).withFaults(faults),
            KubernetesHalf::new);
    Sandbox.Archive crds = sandbox.crdArchive();
    document =
        spec.withCrds(
            new KarmadaSpec.Crds(Optional.of(crds.url().toString()), Optional.of(crds.sha256())));
  }

  /** Starts everything; the deployment goes on when this returns. */
  static LiveFederation start(Path folder, FaultRule... faults) {
    return start(TemporalServer.start(folder), SPEED, new FaultPlan(List.of(faults)));
  }

  /** The same on a server that is there, at another speed. */
  static LiveFederation start(TemporalServer temporal, int speed, FaultPlan faults) {
    LiveFederation live = new LiveFederation(example(), temporal, temporal.client(), speed, faults);
    live.startWorker();
    live.start(FederationInput.first(live.document));
    return live;
  }

  /**
   * The same of another spec, without starting a run of the federation.
   *
   * @param identity that the worker has to the server
   */
  static LiveFederation prepare(
      FederationDocument spec, TemporalServer temporal, String identity, FaultPlan faults) {
    LiveFederation live =
        new LiveFederation(spec, temporal, temporal.client(identity), SPEED, faults);
    live.startWorker();
    return live;
  }

  /** As {@code fedctl} reads it, but for the archive of definitions, which is the sandbox's. */
  FederationDocument document() {
    return document;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** What has happened in the sandbox. */
  List<LedgerRow> rows() {
    return sandbox.kernel().locked(() -> sandbox.ledger().rows());
  }

  World world() {
    return world;
  }

  TemporalServer temporal() {
    return temporal;
  }

  WorkflowClient client() {
    return temporal.client();
  }

  String id() {
    return WorkflowIds.federation(document.name());
  }

  /** Whatever run of the federation is the latest. */
  FederationWorkflow federation() {
    return client().newWorkflowStub(FederationWorkflow.class, id());
  }

  /** The same without types, for what people type. */
  WorkflowStub untyped() {
    return client().newUntypedWorkflowStub(id());
  }

  /** Starts a run of the federation. */
  void start(FederationInput input) {
    WorkflowClient.start(
        client()
                .newWorkflowStub(
                    FederationWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(id())
                        .setTaskQueue(TaskQueues.FEDCTL)
                        .setStaticSummary("federation " + document.name())
                        .build())
            ::run,
        input);
  }

  /** Starts a worker beside those that there are. */
  FedctlWorker startWorker() {
    FedctlWorker worker = FedctlWorker.start(workersClient, settings());
    workers.add(worker);
    return worker;
  }

  /** Ends all workers in the middle of whatever they do. */
  void stopWorkers() {
    workers.forEach(FedctlWorker::closeNow);
    workers.clear();
  }

  /** Waits until nothing goes on any more. */
  FederationStatus settled() {
    return until("the deployment settles", FederationStatus::settled);
  }

  /** Waits until it is complete with so many members. */
  FederationStatus complete(int members) {
    return until(
        "complete with %d members".formatted(members),
        status ->
            status.settled()
                && status.outcome().filter(Outcome.COMPLETE::equals).isPresent()
                && status.members().size() == members);
  }

  /** Waits until its status is so. */
  FederationStatus until(String what, Predicate<FederationStatus> condition) {
    return Until.there(what, LIMIT, () -> Optional.of(federation().status()).filter(condition));
  }

  /** Waits until something is so. */
  void until(String what, Supplier<Boolean> condition) {
    Until.so(what, LIMIT, condition);
  }

  /** Waits until this call has been made. */
  void untilCalled(String call, int times) {
    Until.so(
        call,
        LIMIT,
        () ->
            sandbox.kernel().locked(() -> sandbox.ledger().calls()).getOrDefault(call, 0) >= times);
  }

  /** How many events the latest run of a workflow has. */
  long events(String workflowId) {
    return client().newUntypedWorkflowStub(workflowId).describe().getHistoryLength();
  }

  /** The latest run of a workflow. */
  String run(String workflowId) {
    return client().newUntypedWorkflowStub(workflowId).describe().getExecution().getRunId();
  }

  @Override
  public void close() {
    stopWorkers();
    sandbox.close();
    temporal.close();
  }

  /** The example's spec. */
  static FederationDocument example() {
    String file = System.getProperty("fedctl.example", "../examples/guidance.yaml");
    return new SpecLoader(InputStream.nullInputStream()).load(file, List.of()).document();
  }

  private WorkerSettings settings() {
    World.Principal principal = world.principals().getFirst();
    return new WorkerSettings(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                principal.accessKeyId(),
                principal.secretAccessKey(),
                principal.sessionToken().orElseThrow())),
        Optional.of(sandbox.awsEndpoint()),
        InstantSource.system(),
        speed);
  }
}
