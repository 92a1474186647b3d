package dev.fedctl.app.rehearse;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.worker.WorkerSettings;
import dev.fedctl.worker.WorkerTuning;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The life of a federation through the real workflows and the real activities, in one process, on a
 * clock that leaps over every wait: its deployment and, if that is wanted, more members and its
 * end.
 */
public final class Rehearsal {

  private static final String ACTOR = "rehearsal";

  /** What a worker took with it when it died is given to the next one after so long. */
  private static final Duration LOST_TASK = Duration.ofSeconds(2);

  /** The same of a question that was lost without a death. */
  private static final Duration LOST_QUESTION = Duration.ofSeconds(10);

  private final RehearsalOptions options;
  private final Watcher watcher;
  private final Function<WorkerSettings, UnaryOperator<Object>> activities;

  public Rehearsal(RehearsalOptions options, Watcher watcher) {
    this(options, watcher, settings -> UnaryOperator.identity());
  }

  /**
   * @param activities each implementation passes there before it is registered
   */
  Rehearsal(
      RehearsalOptions options,
      Watcher watcher,
      Function<WorkerSettings, UnaryOperator<Object>> activities) {
    this.options = options;
    this.watcher = watcher;
    this.activities = activities;
  }

  /** Runs until nothing goes on any more but waiting for an operator, and no answer is left. */
  public RehearsalReport run() throws IOException {
    return run((station, workflows, sandbox) -> {});
  }

  /** The same; what has happened in the sandbox is told in the end. */
  public RehearsalReport run(Consumer<List<LedgerRow>> rows) throws IOException {
    AtomicReference<List<LedgerRow>> latest = new AtomicReference<>(List.of());
    RehearsalReport report =
        run((station, workflows, sandbox) -> latest.set(sandbox.ledger().rows()));
    rows.accept(latest.get());
    return report;
  }

  /** The same, with somebody who looks at each station. */
  RehearsalReport run(Witness witness) throws IOException {
    Instant began = Instant.now();
    AtomicReference<@Nullable Workers> living = new AtomicReference<>();
    try (LedgerSink ledger = new LedgerSink(options.ledger());
        VirtualTemporal temporal =
            new VirtualTemporal(isMortal() ? LOST_QUESTION : VirtualTemporal.BUSY);
        Sandbox sandbox =
            Sandbox.start(
                sandbox(temporal, ledger, () -> Objects.requireNonNull(living.get()).kill()),
                KubernetesHalf::new);
        Workers workers = new Workers(temporal, settings(sandbox, temporal), activities)) {
      living.set(workers);
      FederationDocument document = withSandboxCrds(sandbox);
      start(temporal.client(), document);
      ReportBuilder report = live(temporal, workers, document, sandbox, witness);
      return report.build(
          workers.deaths(), options.destroy(), Duration.between(began, Instant.now()));
    }
  }

  private ReportBuilder live(
      VirtualTemporal temporal,
      Workers workers,
      FederationDocument document,
      Sandbox sandbox,
      Witness witness) {
    Drive drive = new Drive(temporal, watcher, options.answers(), workers::busy);
    Workflows workflows = new Workflows(temporal.client(), document);
    FederationStatus status = drive.untilSettled(workflows);
    witness.at(Station.DEPLOYED, workflows, sandbox);
    if (isComplete(status) && !options.added().isEmpty()) {
      add(workflows.federation());
      workflows = new Workflows(temporal.client(), workflows.federation().spec());
      status = drive.untilSettled(workflows);
      witness.at(Station.GROWN, workflows, sandbox);
    }
    ReportBuilder report = new ReportBuilder(workflows, status, sandbox);
    if (options.destroy() && isComplete(status)) {
      destroy(workflows.federation(), status);
      report.destroyed(drive.untilSettled(workflows));
      witness.at(Station.DESTROYED, workflows, sandbox);
    }
    drive.end();
    return report;
  }

  private static boolean isComplete(FederationStatus status) {
    return status.outcome().filter(Outcome.COMPLETE::equals).isPresent();
  }

  private void add(FederationWorkflow federation) {
    watcher.note("adding " + String.join(", ", options.added()));
    federation.addMembers(
        Received.of(
            AddMembers.named(
                options.added().stream().map(MemberSpec::named).toList(), ACTOR, "--add")));
  }

  private void destroy(FederationWorkflow federation, FederationStatus status) {
    watcher.note("destroying");
    federation.destroy(
        Received.of(
            new Destroy(
                status.name(),
                status.account().orElseThrow(),
                Optional.of(ACTOR),
                Optional.of("--destroy"))));
  }

  /** Whether workers die in it. */
  private boolean isMortal() {
    return options.faults().endsCallers();
  }

  private SandboxOptions sandbox(
      VirtualTemporal temporal, Consumer<LedgerRow> ledger, Runnable callerDies) {
    Delays delays =
        options.seed().isPresent() ? Delays.seeded(options.seed().getAsLong()) : Delays.fixed();
    return SandboxOptions.of(temporal.time(), options.world())
        .withDelays(delays)
        .withCallerDies(callerDies)
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
    WorkerTuning tuning = WorkerTuning.usual().withoutAwsRate();
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
        1,
        isMortal() ? tuning.withoutSticky() : tuning);
  }

  private void start(WorkflowClient client, FederationDocument document) {
    WorkflowOptions.Builder workflow =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.federation(document.name()))
            .setTaskQueue(TaskQueues.FEDCTL)
            .setStaticSummary("federation " + document.name());
    if (isMortal()) {
      // Children have their parent's.
      workflow.setWorkflowTaskTimeout(LOST_TASK);
    }
    FederationWorkflow federation =
        client.newWorkflowStub(FederationWorkflow.class, workflow.build());
    WorkflowClient.start(federation::run, FederationInput.first(document));
  }
}
