package dev.fedctl.app.rehearse;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Federations from their beginning to their end, in one sandbox and on Temporals that get lost. */
final class VirtualLife implements AutoCloseable {

  private static final Duration TICK = Duration.ofSeconds(30);
  private static final int PATIENCE_IN_TICKS = 1_000;

  private final World world;
  private final Sandbox sandbox;
  private VirtualTemporal temporal = new VirtualTemporal();
  private FedctlWorker worker;

  /** By how much the cloud is ahead of a Temporal that began later. */
  private volatile Duration ahead = Duration.ZERO;

  VirtualLife(World world, FaultRule... faults) {
    this.world = world;
    this.sandbox =
        Sandbox.start(
            SandboxOptions.of(this::now, world).withFaults(new FaultPlan(List.of(faults))),
            KubernetesHalf::new);
    this.worker = work();
  }

  Instant now() {
    return temporal.now().plus(ahead);
  }

  /** Temporal's database is lost, and the worker with it; the cloud stays as it is. */
  void loseTemporal() {
    Instant then = now();
    worker.closeNow();
    temporal.close();
    VirtualTemporal next = new VirtualTemporal();
    ahead = Duration.between(next.now(), then);
    temporal = next;
    worker = work();
  }

  private FedctlWorker work() {
    World.Principal principal = world.principals().getFirst();
    return FedctlWorker.start(
        temporal.client(),
        new WorkerSettings(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    principal.accessKeyId(),
                    principal.secretAccessKey(),
                    principal.sessionToken().orElseThrow())),
            Optional.of(sandbox.awsEndpoint()),
            temporal.time(),
            1));
  }

  /** The same spec with definitions of Karmada's that can be had here. */
  FederationDocument local(FederationDocument document) {
    Sandbox.Archive archive = sandbox.crdArchive();
    return document.withCrds(
        new KarmadaSpec.Crds(Optional.of(archive.url().toString()), Optional.of(archive.sha256())));
  }

  FederationWorkflow start(FederationInput input) {
    String id = WorkflowIds.federation(input.document().name());
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.FEDCTL).build();
    WorkflowClient.start(
        temporal.client().newWorkflowStub(FederationWorkflow.class, options)::run, input);
    return temporal.client().newWorkflowStub(FederationWorkflow.class, id);
  }

  /** What stands, as a worker sees it that knows nothing. */
  ObservationWorkflow.Observation look(ObservationWorkflow.Request request) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId("observation/" + sandbox.ledger().rows().size())
            .setTaskQueue(TaskQueues.FEDCTL)
            .build();
    return temporal.client().newWorkflowStub(ObservationWorkflow.class, options).look(request);
  }

  FederationStatus settled(FederationWorkflow federation) {
    return until(federation, FederationStatus::settled);
  }

  /** Lets this much time go by. */
  void pass(Duration time) {
    temporal.advance(time);
  }

  /** Tells it to go, and waits for that, or for its being stuck. */
  FederationStatus destroyed(FederationWorkflow federation, String name) {
    federation.destroy(
        Received.of(new Destroy(name, world.account(), Optional.empty(), Optional.empty())));
    return gone(federation);
  }

  /** Waits until it is gone, or stuck. */
  FederationStatus gone(FederationWorkflow federation) {
    return until(
        federation,
        status ->
            status.phase() == Phase.DESTROYED || (status.settled() && !status.parked().isEmpty()));
  }

  FederationStatus until(FederationWorkflow federation, Predicate<FederationStatus> condition) {
    for (int i = 0; i < PATIENCE_IN_TICKS; i++) {
      FederationStatus status = federation.status();
      if (condition.test(status)) {
        return status;
      }
      temporal.advance(TICK);
    }
    throw new AssertionError("never so: " + federation.status());
  }

  List<LedgerRow> rows() {
    return sandbox.ledger().rows();
  }

  /** What was made and stands, by kind and id. */
  List<String> left() {
    return Leftovers.in(rows()).left().stream()
        .map(thing -> thing.kind() + " " + thing.id())
        .toList();
  }

  @Override
  public void close() {
    worker.closeNow();
    sandbox.close();
    temporal.close();
  }
}
