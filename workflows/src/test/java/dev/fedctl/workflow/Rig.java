package dev.fedctl.workflow;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.contract.workflow.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The workflows on an in-memory Temporal, with recording activities. */
final class Rig implements AutoCloseable {

  private static final int PATIENCE_IN_STEPS = 600;

  private static final int USUAL_CACHE = 600;

  /** After so many seconds something waits for minutes. */
  private static final int QUICK_STEPS = 30;

  /** Between two looks at real speed. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final TestWorkflowEnvironment environment;
  private final FederationDocument document;
  private final boolean skipsTime;
  final FederationWorkflow federation;

  Rig(FederationDocument document, RecordingCloud cloud) {
    this(document, cloud, true, USUAL_CACHE);
  }

  /**
   * A rig whose worker has room for one workflow in its memory: each that goes on is built up from
   * its history before, as by a worker that has never seen it.
   */
  static Rig forgetful(FederationDocument document, RecordingCloud cloud) {
    return new Rig(document, cloud, true, 1);
  }

  /**
   * A rig whose clock is the wall's: once a workflow has been ended from outside while an activity
   * waited, the in-memory server's own clock now stands still, now runs ahead of the workflows.
   */
  static Rig atRealSpeed(FederationDocument document, RecordingCloud cloud) {
    return new Rig(document, cloud, false, USUAL_CACHE);
  }

  private Rig(
      FederationDocument document, RecordingCloud cloud, boolean skipsTime, int cachedWorkflows) {
    this.document = document;
    this.skipsTime = skipsTime;
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(skipsTime)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(cachedWorkflows).build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    SearchAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    this.environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker = environment.newWorker(TaskQueues.FEDCTL);
    worker.registerWorkflowImplementationTypes(WorkflowTypes.implementations());
    worker.registerActivitiesImplementations(cloud);
    environment.start();
    WorkflowClient.start(newFederation()::run, FederationInput.first(document));
    federation = stub(FederationWorkflow.class, WorkflowIds.federation(document.name()));
  }

  private FederationWorkflow newFederation() {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            FederationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.FEDCTL)
                .setWorkflowId(WorkflowIds.federation(document.name()))
                .build());
  }

  /** Advances the clock until the federation has settled. */
  FederationStatus settled() {
    return until(FederationStatus::settled);
  }

  /** Advances the clock until the federation has settled with this outcome. */
  FederationStatus settledAs(FederationStatus.Outcome outcome) {
    return until(
        status -> status.settled() && status.outcome().filter(outcome::equals).isPresent());
  }

  /** Advances the clock until the federation has settled with a step parked for this reason. */
  FederationStatus settledWith(FailureKind kind) {
    return until(
        status ->
            status.settled()
                && status.parked().stream().anyMatch(step -> step.facts().kind() == kind));
  }

  /** Advances the clock until it is so. */
  FederationStatus until(Predicate<FederationStatus> condition) {
    for (int i = 0; i < PATIENCE_IN_STEPS; i++) {
      FederationStatus status = federation.status();
      if (condition.test(status)) {
        return status;
      }
      pass(i < QUICK_STEPS ? Duration.ofSeconds(1) : Duration.ofSeconds(15));
    }
    throw new AssertionError("never so: " + federation.status());
  }

  /** Without a clock that skips, a look at the wall's is enough: whoever asks looks again. */
  private void pass(Duration time) {
    if (skipsTime) {
      environment.sleep(time);
    } else {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Advances the clock until the federation's workflow has ended. */
  void ended() {
    for (int i = 0; i < PATIENCE_IN_STEPS; i++) {
      if (history().getLastEvent().hasWorkflowExecutionCompletedEventAttributes()) {
        return;
      }
      pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("never ended: " + federation.status());
  }

  long acceptedUpdates() {
    return history().getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionUpdateAcceptedEventAttributes)
        .count();
  }

  private WorkflowExecutionHistory history() {
    return environment.getWorkflowClient().fetchHistory(WorkflowIds.federation(document.name()));
  }

  /** Sends what somebody types, without a type to check it. */
  void signal(String name, Object message) {
    WorkflowStub.fromTyped(federation).signal(name, message);
  }

  void terminate(String id) {
    environment.getWorkflowClient().newUntypedWorkflowStub(id).terminate("by a test");
  }

  /** Starts the federation once more, under the same id. */
  FederationWorkflow startNext(FederationMemory memory) {
    FederationWorkflow next = newFederation();
    WorkflowClient.start(next::run, FederationInput.next(memory));
    return next;
  }

  /** Starts the federation once more as if it had never been: what a reset does. */
  void startAnew() {
    WorkflowClient.start(newFederation()::run, FederationInput.first(document));
  }

  /** Says something and lets it reach the workflows that it concerns. */
  FederationStatus afterwards(Runnable directive) {
    directive.run();
    for (int i = 0; i < PATIENCE_IN_STEPS && federation.status().settled(); i++) {
      pass(LOOK);
    }
    return settled();
  }

  static Received<Directive> about(String target) {
    return Received.of(new Directive(target, "tester", "because"));
  }

  List<StepProgress> progress() {
    String name = document.name();
    List<StepProgress> all = new ArrayList<>(federation.progress());
    all.addAll(stub(KarmadaWorkflow.class, WorkflowIds.karmada(name)).progress());
    all.addAll(
        stub(ClusterWorkflow.class, WorkflowIds.cluster(name, document.parentName())).progress());
    for (MemberSpec member : document.memberSpecs()) {
      all.addAll(stub(ClusterWorkflow.class, WorkflowIds.cluster(name, member.name())).progress());
      all.addAll(stub(MemberWorkflow.class, WorkflowIds.member(name, member.name())).progress());
    }
    return all;
  }

  private <T> T stub(Class<T> workflow, String id) {
    return environment.getWorkflowClient().newWorkflowStub(workflow, id);
  }

  @Override
  public void close() {
    environment.close();
  }
}
