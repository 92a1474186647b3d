package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The guidance's federation once, on Temporal's own server and in real time. The sandbox's clock
 * and the worker's pace are both so much faster that twenty minutes of AWS take ten seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidanceOnARealTemporalServerTest {

  private static final int SPEED = 120;

  /** Of real time; ten seconds of it are the cloud's, the rest is for a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private TemporalServer temporal;
  private Sandbox sandbox;
  private FedctlWorker worker;
  private WorkflowClient client;
  private FederationDocument document;
  private FederationStatus status;

  @BeforeAll
  void deploy(@TempDir Path folder) {
    document = example();
    World world = World.standard(document.spec().region(), "KarmadaVPC");
    temporal = TemporalServer.start(folder);
    client = temporal.client();
    sandbox =
        Sandbox.start(
            SandboxOptions.of(ScaledClock.startingNow(SPEED), world), KubernetesHalf::new);
    worker = FedctlWorker.start(client, settings(world, sandbox));
    Sandbox.Archive crds = sandbox.crdArchive();
    FederationWorkflow federation =
        client.newWorkflowStub(
            FederationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.federation(document.name()))
                .setTaskQueue(TaskQueues.FEDCTL)
                .build());
    WorkflowClient.start(
        federation::run,
        FederationInput.first(
            document.withCrds(
                new KarmadaSpec.Crds(
                    Optional.of(crds.url().toString()), Optional.of(crds.sha256())))));
    status =
        Until.there(
            "the deployment settles",
            LIMIT,
            () -> Optional.of(federation.status()).filter(FederationStatus::settled));
  }

  @AfterAll
  void stop() {
    if (worker != null) {
      worker.closeNow();
    }
    if (sandbox != null) {
      sandbox.close();
    }
    if (temporal != null) {
      temporal.close();
    }
  }

  @Test
  void itIsComplete() {
    assertThat(status.parked()).isEmpty();
    assertThat(status.outcome()).contains(Outcome.COMPLETE);
    assertThat(status.members())
        .hasSize(2)
        .extracting(MemberStatus::state)
        .containsOnly(MemberStatus.State.READY);
  }

  @Test
  void demoIsSplitEvenly() {
    assertThat(status.demo()).hasSize(2).values().containsOnly(2);
  }

  @Test
  void nothingIsMadeTwice() {
    assertThat(sandbox.duplicates()).isEmpty();
    assertThat(sandbox.ledger().calls()).containsEntry("eks:CreateCluster", 3);
  }

  @Test
  void everyWorkflowIsFoundByItsFederation() {
    String query = "FedctlFederation = '%s' AND FedctlRegion = 'eu-north-1'";

    List<String> ids =
        Until.there(
            "visibility has caught up",
            Duration.ofSeconds(30),
            () -> Optional.of(list(query)).filter(found -> found.size() == 7));

    assertThat(ids)
        .contains(
            WorkflowIds.federation(document.name()),
            WorkflowIds.karmada(document.name()),
            WorkflowIds.cluster(document.name(), document.parentName()));
  }

  @Test
  void completeFederationIsFoundByItsPhase() {
    Until.so(
        "visibility has caught up",
        Duration.ofSeconds(30),
        () ->
            list("FedctlFederation = '%s' AND FedctlPhase = 'Complete' AND FedctlParked = false")
                .contains(WorkflowIds.federation(document.name())));
  }

  @Test
  void historiesHoldNoSecret() {
    List<WorkflowExecution> executions = executions("FedctlFederation = '%s'");

    assertThat(executions).isNotEmpty();
    for (WorkflowExecution execution : executions) {
      List<HistoryEvent> events =
          client.fetchHistory(execution.getWorkflowId(), execution.getRunId()).getEvents();
      assertThat(events).isNotEmpty();
      assertThat(events).allSatisfy(event -> assertThat(Secrets.in(event.toByteArray())).isEmpty());
    }
  }

  private List<String> list(String query) {
    return executions(query).stream().map(WorkflowExecution::getWorkflowId).distinct().toList();
  }

  private List<WorkflowExecution> executions(String query) {
    return client
        .listExecutions(query.formatted(document.name()))
        .map(WorkflowExecutionMetadata::getExecution)
        .toList();
  }

  private static FederationDocument example() {
    String file = System.getProperty("fedctl.example", "../examples/guidance.yaml");
    return new SpecLoader(InputStream.nullInputStream()).load(file, List.of()).document();
  }

  private static WorkerSettings settings(World world, Sandbox sandbox) {
    World.Principal principal = world.principals().getFirst();
    return new WorkerSettings(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                principal.accessKeyId(),
                principal.secretAccessKey(),
                principal.sessionToken().orElseThrow())),
        Optional.of(sandbox.awsEndpoint()),
        InstantSource.system(),
        SPEED);
  }
}
