package dev.fedctl.workflow;

import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.workflow.ClusterInput;
import dev.fedctl.contract.workflow.ClusterRemovalWorkflow;
import dev.fedctl.contract.workflow.ClusterResult;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.KarmadaInput;
import dev.fedctl.contract.workflow.KarmadaRemovalWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.MemberInput;
import dev.fedctl.contract.workflow.MemberRemovalWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.contract.workflow.Yielding;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How children are started: under ids that follow from names, and to outlive the run that started
 * them, because a federation continues as new while they work. An id that an earlier run still
 * holds is taken over: that run is asked to make room, and ends as soon as no call is under way.
 */
final class Children {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A child as one attempt has asked for it: who it is, and its end. */
  private record Asked<T>(Object stub, Promise<T> end) {}

  private final Signals signals;

  Children(Signals signals) {
    this.signals = signals;
  }

  /** Starts a cluster, and blocks until it is started; the promise is its end. */
  Promise<ClusterResult> cluster(ClusterInput input) {
    String id = WorkflowIds.cluster(input.context().owner().federation(), input.name());
    ChildWorkflowOptions options =
        options(
            input.context().owner(), id, input.region(), Stage.WORKING, "cluster " + input.name());
    return begin(
        id,
        () -> {
          ClusterWorkflow child = Workflow.newChildWorkflowStub(ClusterWorkflow.class, options);
          return new Asked<>(child, Async.function(child::run, input));
        });
  }

  /**
   * Starts Karmada's installation.
   *
   * @param inputs what it is told, asked for again with each attempt
   * @param taken hears that an earlier run holds the id
   */
  Promise<Void> karmada(Supplier<KarmadaInput> inputs, Runnable taken) {
    KarmadaInput first = inputs.get();
    String id = WorkflowIds.karmada(first.context().owner().federation());
    ChildWorkflowOptions options =
        options(
            first.context().owner(),
            id,
            first.host().region(),
            Stage.WORKING,
            "Karmada on " + first.host().name());
    return begin(
        id,
        () -> {
          KarmadaWorkflow child = Workflow.newChildWorkflowStub(KarmadaWorkflow.class, options);
          return new Asked<>(child, Async.procedure(child::run, inputs.get()));
        },
        taken);
  }

  /** Starts a member. */
  Promise<Void> member(MemberInput input) {
    Owner owner = input.cluster().context().owner();
    String id = WorkflowIds.member(owner.federation(), input.cluster().name());
    ChildWorkflowOptions options =
        options(
            owner, id, input.cluster().region(), Stage.WORKING, "member " + input.cluster().name());
    return begin(
        id,
        () -> {
          MemberWorkflow child = Workflow.newChildWorkflowStub(MemberWorkflow.class, options);
          return new Asked<>(child, Async.procedure(child::run, input));
        });
  }

  /** Starts the removal of a cluster. */
  Promise<ClusterResult> clusterRemoval(ClusterRemovalWorkflow.Input input) {
    String id = WorkflowIds.cluster(input.owner().federation(), input.cluster().name());
    ChildWorkflowOptions options =
        options(
            input.owner(),
            id,
            input.cluster().region(),
            Stage.REMOVING,
            "removal of cluster " + input.cluster().name());
    return begin(
        id,
        () -> {
          ClusterRemovalWorkflow child =
              Workflow.newChildWorkflowStub(ClusterRemovalWorkflow.class, options);
          return new Asked<>(child, Async.function(child::run, input));
        });
  }

  /** Starts the removal of Karmada. */
  Promise<Void> karmadaRemoval(KarmadaRemovalWorkflow.Input input) {
    String id = WorkflowIds.karmada(input.owner().federation());
    ChildWorkflowOptions options =
        options(
            input.owner(),
            id,
            input.host().region(),
            Stage.REMOVING,
            "removal of Karmada from " + input.host().name());
    return begin(
        id,
        () -> {
          KarmadaRemovalWorkflow child =
              Workflow.newChildWorkflowStub(KarmadaRemovalWorkflow.class, options);
          return new Asked<>(child, Async.procedure(child::run, input));
        });
  }

  /** Starts the removal of a member. */
  Promise<Void> memberRemoval(MemberRemovalWorkflow.Input input) {
    String id = WorkflowIds.member(input.owner().federation(), input.member().name());
    ChildWorkflowOptions options =
        options(
            input.owner(),
            id,
            input.member().region(),
            Stage.REMOVING,
            "removal of member " + input.member().name());
    return begin(
        id,
        () -> {
          MemberRemovalWorkflow child =
              Workflow.newChildWorkflowStub(MemberRemovalWorkflow.class, options);
          return new Asked<>(child, Async.procedure(child::run, input));
        });
  }

  /**
   * Waits for a cluster's end.
   *
   * @throws StepAbortedException when it was given up, or ended from outside
   */
  void await(Promise<ClusterResult> cluster, String name) {
    try {
      if (!cluster.get().complete()) {
        throw new StepAbortedException(name);
      }
    } catch (ChildWorkflowFailure ended) {
      if (CancellationScope.current().isCancelRequested()) {
        throw new CanceledFailure("the workflow is cancelled");
      }
      throw new StepAbortedException(name);
    }
  }

  /** Asks whatever run of this id there is to make room for the next. */
  void makeRoom(String id) {
    ExternalWorkflowStub run = Workflow.newUntypedExternalWorkflowStub(id);
    signals.send(() -> run.signal(Yielding.YIELD));
  }

  private <T> Promise<T> begin(String id, Supplier<Asked<T>> ask) {
    return begin(id, ask, () -> {});
  }

  private <T> Promise<T> begin(String id, Supplier<Asked<T>> ask, Runnable taken) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Asked<T> child = ask.get();
      try {
        Workflow.getWorkflowExecution(child.stub()).get();
        return child.end();
      } catch (ChildWorkflowFailure refused) {
        if (!(refused.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
          throw refused;
        }
      }
      taken.run();
      makeRoom(id);
      Workflow.newTimer(
              pause, TimerOptions.newBuilder().setSummary("until " + id + " makes room").build())
          .get();
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private static ChildWorkflowOptions options(
      Owner owner, String id, String region, Stage stage, String summary) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary(summary)
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.FEDERATION, owner.federation())
                .set(SearchAttributes.REGION, region)
                .set(SearchAttributes.PHASE, stage.label())
                .set(SearchAttributes.PARKED, false)
                .build())
        .build();
  }
}
