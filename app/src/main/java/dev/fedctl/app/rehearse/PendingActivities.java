package dev.fedctl.app.rehearse;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.stream.Stream;

/** The activities that a server waits for. */
final class PendingActivities {

  static final String NAMESPACE = "default";

  private final WorkflowServiceStubs service;

  PendingActivities(WorkflowServiceStubs service) {
    this.service = service;
  }

  /** One of them, with its workflow. */
  record Pending(WorkflowExecution workflow, PendingActivityInfo activity) {

    /** Whether some worker has it, as far as the server knows. */
    boolean isStarted() {
      return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
    }

    String worker() {
      return activity.getLastWorkerIdentity();
    }

    @Override
    public String toString() {
      return "%s of %s, attempt %d, with %s"
          .formatted(
              activity.getActivityType().getName(),
              workflow.getWorkflowId(),
              activity.getAttempt(),
              worker());
    }
  }

  /** Those of the workflows that are open now. */
  List<Pending> all() {
    return service
        .blockingStub()
        .listOpenWorkflowExecutions(
            ListOpenWorkflowExecutionsRequest.newBuilder().setNamespace(NAMESPACE).build())
        .getExecutionsList()
        .stream()
        .map(WorkflowExecutionInfo::getExecution)
        .flatMap(this::of)
        .toList();
  }

  /** Those that some worker has. */
  List<Pending> started() {
    return all().stream().filter(Pending::isStarted).toList();
  }

  private Stream<Pending> of(WorkflowExecution workflow) {
    try {
      return service
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(NAMESPACE)
                  .setExecution(workflow)
                  .build())
          .getPendingActivitiesList()
          .stream()
          .map(activity -> new Pending(workflow, activity));
    } catch (StatusRuntimeException endedMeanwhile) {
      return Stream.of();
    }
  }
}
