package dev.fedctl.workflow;

import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.workflow.ClusterInput;
import dev.fedctl.contract.workflow.ClusterResult;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.KarmadaInput;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.MemberInput;
import dev.fedctl.contract.workflow.MemberWorkflow;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/**
 * How children are started: under ids that follow from names, and to outlive the run that started
 * them, because a federation continues as new while they work.
 */
final class Children {

  private Children() {}

  /** Starts a cluster; the promise is its end. */
  static Promise<ClusterResult> cluster(ClusterInput input) {
    ClusterWorkflow child =
        Workflow.newChildWorkflowStub(
            ClusterWorkflow.class,
            options(
                input.context().owner(),
                WorkflowIds.cluster(input.context().owner().federation(), input.name()),
                input.region(),
                "cluster " + input.name()));
    return Async.function(child::run, input);
  }

  /** Starts the parent's cluster; the promise is its start. */
  static Promise<WorkflowExecution> startCluster(ClusterInput input) {
    ClusterWorkflow child =
        Workflow.newChildWorkflowStub(
            ClusterWorkflow.class,
            options(
                input.context().owner(),
                WorkflowIds.cluster(input.context().owner().federation(), input.name()),
                input.region(),
                "cluster " + input.name()));
    Async.function(child::run, input);
    return Workflow.getWorkflowExecution(child);
  }

  /** Starts Karmada; the promise is its start. */
  static Promise<WorkflowExecution> startKarmada(KarmadaInput input) {
    KarmadaWorkflow child =
        Workflow.newChildWorkflowStub(
            KarmadaWorkflow.class,
            options(
                input.context().owner(),
                WorkflowIds.karmada(input.context().owner().federation()),
                input.host().region(),
                "Karmada on " + input.host().name()));
    Async.procedure(child::run, input);
    return Workflow.getWorkflowExecution(child);
  }

  /** Starts a member; the promise is its start. */
  static Promise<WorkflowExecution> startMember(MemberInput input) {
    Owner owner = input.cluster().context().owner();
    MemberWorkflow child =
        Workflow.newChildWorkflowStub(
            MemberWorkflow.class,
            options(
                owner,
                WorkflowIds.member(owner.federation(), input.cluster().name()),
                input.cluster().region(),
                "member " + input.cluster().name()));
    Async.procedure(child::run, input);
    return Workflow.getWorkflowExecution(child);
  }

  private static ChildWorkflowOptions options(
      Owner owner, String id, String region, String summary) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary(summary)
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.FEDERATION, owner.federation())
                .set(SearchAttributes.REGION, region)
                .set(SearchAttributes.PHASE, Stage.WORKING.label())
                .set(SearchAttributes.PARKED, false)
                .build())
        .build();
  }
}
