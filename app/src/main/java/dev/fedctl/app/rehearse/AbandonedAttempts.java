package dev.fedctl.app.rehearse;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the attempts of dead workers for lost. A server does that when their heartbeats stay out;
 * the clock of a rehearsal, held by an attempt, would go through that time at the speed of real
 * time.
 */
final class AbandonedAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedAttempts.class);
  private static final String NAMESPACE = "default";

  private final WorkflowServiceStubs service;

  AbandonedAttempts(WorkflowServiceStubs service) {
    this.service = service;
  }

  /**
   * Lets others try again what these workers had begun.
   *
   * @param dead identities
   */
  void giveBack(Set<String> dead) {
    present(
        () ->
            service
                .blockingStub()
                .listOpenWorkflowExecutions(
                    ListOpenWorkflowExecutionsRequest.newBuilder().setNamespace(NAMESPACE).build())
                .getExecutionsList()
                .stream()
                .map(WorkflowExecutionInfo::getExecution)
                .forEach(workflow -> present(() -> giveBack(workflow, dead))));
  }

  /**
   * What has ended meanwhile, or waits for its next attempt already, needs nothing; and whatever
   * else is wrong is tried again in the next round.
   */
  private static void present(Runnable work) {
    try {
      work.run();
    } catch (StatusRuntimeException e) {
      LOG.debug("not given back", e);
    }
  }

  private void giveBack(WorkflowExecution workflow, Set<String> dead) {
    service
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(workflow)
                .build())
        .getPendingActivitiesList()
        .stream()
        .filter(
            activity ->
                activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
                    && dead.contains(activity.getLastWorkerIdentity()))
        .forEach(activity -> present(() -> giveBack(workflow, activity)));
  }

  private void giveBack(WorkflowExecution workflow, PendingActivityInfo activity) {
    service
        .blockingStub()
        .respondActivityTaskFailedById(
            RespondActivityTaskFailedByIdRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowId(workflow.getWorkflowId())
                .setRunId(workflow.getRunId())
                .setActivityId(activity.getActivityId())
                .setFailure(
                    Failure.newBuilder()
                        .setMessage("its worker died")
                        .setApplicationFailureInfo(
                            ApplicationFailureInfo.newBuilder().setType("rig.WorkerDied")))
                .build());
  }
}
