package dev.fedctl.app.rehearse;

import dev.fedctl.contract.failure.FailureKind.Treatment;
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
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * One deployment through the real workflows and the real activities, in one process, on a clock
 * that leaps over every wait.
 */
public final class Rehearsal {

  /** How far the clock runs before the federation is asked whether it has settled. */
  private static final Duration TICK = Duration.ofSeconds(30);

  /** The same once something is parked: an answer is not to come much later than it could. */
  private static final Duration WATCHFUL_TICK = Duration.ofSeconds(5);

  /** How long an answer may take to show an effect before the next one is given. */
  private static final int ANSWER_TICKS = 20;

  /** How long a rehearsal waits for what may go on without an operator. */
  private static final Duration BY_ITSELF = Duration.ofMinutes(30);

  private static final Duration SHORT_TICK = Duration.ofMillis(200);

  /** A clock that has not moved so long in real time is stuck. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final RehearsalOptions options;
  private final Watcher watcher;

  public Rehearsal(RehearsalOptions options, Watcher watcher) {
    this.options = options;
    this.watcher = watcher;
  }

  /** Runs until the federation has settled and no answer is left. */
  public RehearsalReport run() throws IOException {
    return run(workflows -> {});
  }

  /** The same, with a look at the workflows before they are gone. */
  RehearsalReport run(Consumer<Workflows> beforeTheEnd) throws IOException {
    Instant began = Instant.now();
    try (LedgerSink ledger = new LedgerSink(options.ledger());
        VirtualTemporal temporal = new VirtualTemporal();
        Sandbox sandbox = Sandbox.start(sandbox(temporal, ledger), KubernetesHalf::new)) {
      FederationDocument document = withSandboxCrds(sandbox);
      FedctlWorker worker = FedctlWorker.start(temporal.client(), settings(sandbox, temporal));
      try {
        Workflows workflows = new Workflows(temporal.client(), document);
        start(temporal.client(), document);
        FederationStatus status = drive(temporal, workflows);
        beforeTheEnd.accept(workflows);
        return new ReportBuilder(document, status, workflows, sandbox)
            .build(Duration.between(began, Instant.now()));
      } finally {
        worker.closeNow();
      }
    }
  }

  private SandboxOptions sandbox(VirtualTemporal temporal, Consumer<LedgerRow> ledger) {
    Delays delays =
        options.seed().isPresent() ? Delays.seeded(options.seed().getAsLong()) : Delays.fixed();
    return SandboxOptions.of(temporal.time(), options.world())
        .withDelays(delays)
        .withFaults(options.faults())
        .withSink(ledger);
  }

  private FederationDocument withSandboxCrds(Sandbox sandbox) {
    Sandbox.Archive archive = sandbox.crdArchive();
    watcher.note(
        "the archive of Karmada's definitions is the sandbox's own: "
            + archive.url()
            + " (sha256 "
            + archive.sha256().substring(0, 12)
            + "…)");
    return options
        .document()
        .withCrds(
            new KarmadaSpec.Crds(
                Optional.of(archive.url().toString()), Optional.of(archive.sha256())));
  }

  private WorkerSettings settings(Sandbox sandbox, VirtualTemporal temporal) {
    World.Principal worker = options.world().principals().getFirst();
    return new WorkerSettings(
        StaticCredentialsProvider.create(
            worker
                .sessionToken()
                .map(
                    token ->
                        (AwsCredentials)
                            AwsSessionCredentials.create(
                                worker.accessKeyId(), worker.secretAccessKey(), token))
                .orElseGet(
                    () ->
                        AwsBasicCredentials.create(
                            worker.accessKeyId(), worker.secretAccessKey()))),
        Optional.of(sandbox.awsEndpoint()),
        temporal.time(),
        1);
  }

  private static void start(WorkflowClient client, FederationDocument document) {
    FederationWorkflow federation =
        client.newWorkflowStub(
            FederationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.federation(document.name()))
                .setTaskQueue(TaskQueues.FEDCTL)
                .setStaticSummary("federation " + document.name())
                .build());
    WorkflowClient.start(federation::run, FederationInput.first(document));
  }

  private FederationStatus drive(VirtualTemporal temporal, Workflows workflows) {
    FederationWorkflow federation = workflows.federation();
    Deque<Answer> answers = new ArrayDeque<>(options.answers());
    StuckClock guard = new StuckClock(STUCK, temporal.now());
    while (true) {
      FederationStatus status = federation.status();
      watcher.moved(Duration.between(status.startedAt(), temporal.now()), status, workflows);
      if (!status.settled() || mayGoOnByItself(status, temporal.now())) {
        temporal.advance(status.parked().isEmpty() ? TICK : WATCHFUL_TICK);
        guard.moved(temporal.now());
        continue;
      }
      boolean complete = status.outcome().filter(Outcome.COMPLETE::equals).isPresent();
      if (complete || answers.isEmpty()) {
        answers.forEach(answer -> watcher.note("answer not needed: " + answer));
        return status;
      }
      give(answers.pop(), federation, temporal);
    }
  }

  /** What waits for credentials goes on once they work, if it is given the time. */
  private static boolean mayGoOnByItself(FederationStatus status, Instant now) {
    return status.parked().stream()
            .anyMatch(step -> step.facts().kind().treatment() == Treatment.RETRY_LISTED)
        && status.settledAt().filter(at -> now.isBefore(at.plus(BY_ITSELF))).isPresent();
  }

  private void give(Answer answer, FederationWorkflow federation, VirtualTemporal temporal) {
    watcher.note("answer: " + answer);
    FederationStatus before = federation.status();
    answer.giveTo(federation);
    for (int tick = 0; tick < ANSWER_TICKS; tick++) {
      temporal.advance(SHORT_TICK);
      if (!federation.status().equals(before)) {
        return;
      }
    }
    watcher.note("answer without effect: " + answer);
  }
}
