package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.LedgerRow.Mutation;
import dev.fedctl.sandbox.ledger.LedgerRow.Read;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * A federation named {@code f}, built by the real workflows and activities in the sandbox, on a
 * clock that goes when it is told to. A test plays its operator.
 */
final class DisturbedFederation implements AutoCloseable {

  /** Far longer, by the driven clock, than any deployment takes with all that a test does to it. */
  private static final Duration LONGEST = Duration.ofHours(8);

  private final VirtualTemporal temporal = new VirtualTemporal();
  private final World world;
  private final Sandbox sandbox;
  private final FedctlWorker worker;
  final Workflows workflows;

  /** {@code faults}: as a fault file says them. */
  DisturbedFederation(int members, String faults) {
    this(World.standard("eu-north-1", "KarmadaVPC"), faults, counted(members));
  }

  /** {@code members}: as a spec says them. */
  DisturbedFederation(World world, String faults, String members) {
    this.world = world;
    sandbox =
        Sandbox.start(
            SandboxOptions.of(temporal.time(), world)
                .withFaults(new FaultFile(KnownCalls.names()).read("faults", faults)),
            KubernetesHalf::new);
    World.Principal principal = world.principals().getFirst();
    AwsCredentials credentials =
        AwsSessionCredentials.create(
            principal.accessKeyId(),
            principal.secretAccessKey(),
            principal.sessionToken().orElseThrow());
    worker =
        FedctlWorker.start(
            temporal.client(),
            new WorkerSettings(
                () -> credentials, Optional.of(sandbox.awsEndpoint()), temporal.time(), 1));
    workflows = start("f", members);
  }

  static String counted(int members) {
    return "{count: " + members + "}";
  }

  /** Starts a federation, this one or another beside it. */
  Workflows start(String name, String members) {
    FederationDocument document = document(name, members);
    WorkflowClient.start(
        temporal
                .client()
                .newWorkflowStub(
                    FederationWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.federation(name))
                        .setTaskQueue(TaskQueues.FEDCTL)
                        .build())
            ::run,
        FederationInput.first(document));
    return new Workflows(temporal.client(), document);
  }

  private FederationDocument document(String name, String members) {
    Sandbox.Archive crds = sandbox.crdArchive();
    return new SpecLoader(InputStream.nullInputStream())
        .load(
            "../examples/guidance.yaml",
            List.of(
                "metadata.name=" + name,
                "spec.region=" + world.regions().getFirst().name(),
                "spec.members=" + members))
        .document()
        .withCrds(
            new KarmadaSpec.Crds(Optional.of(crds.url().toString()), Optional.of(crds.sha256())));
  }

  FederationStatus status() {
    return workflows.federation().status();
  }

  /** Lets the clock run until nothing goes on any more but waiting for an operator. */
  FederationStatus settled() {
    return until(FederationStatus::settled);
  }

  /** Lets the clock run until it is so. */
  FederationStatus until(Predicate<FederationStatus> condition) {
    Duration passed = Duration.ZERO;
    Duration tick = Duration.ofSeconds(15);
    while (passed.compareTo(LONGEST) < 0) {
      FederationStatus status = status();
      if (condition.test(status)) {
        return status;
      }
      pass(tick);
      passed = passed.plus(tick);
    }
    throw new AssertionError("never so: " + status());
  }

  void pass(Duration time) {
    temporal.advance(time);
  }

  /** Says something as an operator, and lets the clock run until all has come to rest again. */
  FederationStatus afterwards(
      BiConsumer<FederationWorkflow, Received<Directive>> verb, String target) {
    List<ParkedStep> before = status().parked();
    verb.accept(workflows.federation(), Received.of(new Directive(target, "ada", "it is cured")));
    until(status -> !status.parked().equals(before));
    return settled();
  }

  /** What Temporal tells of a workflow: its pending activities, their failures and heartbeats. */
  DescribeWorkflowExecutionResponse described(String workflowId) {
    return temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.client().getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build());
  }

  /** What was on the wire so far. */
  List<LedgerRow> rows() {
    return sandbox.kernel().locked(sandbox.ledger()::rows);
  }

  /** The answers to all calls of that name about that subject. */
  List<String> answers(String call, String subject) {
    return rows().stream()
        .flatMap(
            row ->
                switch (row) {
                  case Mutation one when one.call().equals(call) && one.subject().equals(subject) ->
                      Stream.of(one.error().orElse(one.answer()));
                  case Read one when one.call().equals(call) && one.subject().equals(subject) ->
                      Stream.of(one.error().orElse(one.answer()));
                  default -> Stream.<String>empty();
                })
        .toList();
  }

  /** Client tokens of all calls of that name about that subject. */
  List<String> tokens(String call, String subject) {
    return rows().stream()
        .filter(Mutation.class::isInstance)
        .map(Mutation.class::cast)
        .filter(row -> row.call().equals(call) && row.subject().equals(subject))
        .flatMap(row -> row.token().stream())
        .toList();
  }

  /** Nothing stands twice. */
  void assertNothingTwice() {
    assertThat(sandbox.duplicates()).isEmpty();
  }

  StepProgress step(String id) {
    return workflows.progress().stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** {@code step how code}, each. */
  static List<String> repairs(FederationStatus status) {
    return status.repairs().stream().map(DisturbedFederation::text).toList();
  }

  private static String text(Repair repair) {
    return "%s %s %s".formatted(repair.step(), repair.how(), repair.code().orElse("-"));
  }

  @Override
  public void close() {
    worker.closeNow();
    sandbox.close();
    temporal.close();
  }
}
