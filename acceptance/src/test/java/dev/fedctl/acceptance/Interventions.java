package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.Until;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import java.time.Duration;
import java.util.UUID;

/** What a person does to a workflow or an activity in the Web UI. */
final class Interventions {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final LiveFederation live;

  Interventions(LiveFederation live) {
    this.live = live;
  }

  /** Resets the latest run of a workflow to the end of its first task. */
  void reset(String workflowId) {
    WorkflowExecution run = run(workflowId);
    long firstTask =
        live.client().fetchHistory(workflowId, run.getRunId()).getEvents().stream()
            .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
            .findFirst()
            .orElseThrow()
            .getEventId();
    live.temporal()
        .operations()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(live.temporal().namespace())
                .setWorkflowExecution(run)
                .setReason("by a test")
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowTaskFinishEventId(firstTask)
                .build());
  }

  /** Pauses what a workflow waits for, once it does; tells which that is. */
  String pause(String workflowId) {
    PendingActivityInfo pending =
        Until.there(
            workflowId + " waits",
            SOON,
            () ->
                live
                    .temporal()
                    .operations()
                    .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(live.temporal().namespace())
                            .setExecution(run(workflowId))
                            .build())
                    .getPendingActivitiesList()
                    .stream()
                    .filter(activity -> activity.getAttempt() > 1)
                    .findFirst());
    live.temporal()
        .operations()
        .pauseActivity(
            PauseActivityRequest.newBuilder()
                .setNamespace(live.temporal().namespace())
                .setExecution(run(workflowId))
                .setId(pending.getActivityId())
                .setIdentity("a test")
                .build());
    return pending.getActivityId();
  }

  /** Lets an activity begin with its first attempt again; a paused one stays paused. */
  void resetActivity(String workflowId, String activity) {
    live.temporal()
        .operations()
        .resetActivity(
            ResetActivityRequest.newBuilder()
                .setNamespace(live.temporal().namespace())
                .setExecution(run(workflowId))
                .setId(activity)
                .setKeepPaused(true)
                .setIdentity("a test")
                .build());
  }

  /** Lets a paused activity go on. */
  void unpause(String workflowId, String activity) {
    live.temporal()
        .operations()
        .unpauseActivity(
            UnpauseActivityRequest.newBuilder()
                .setNamespace(live.temporal().namespace())
                .setExecution(run(workflowId))
                .setId(activity)
                .setIdentity("a test")
                .build());
  }

  private WorkflowExecution run(String workflowId) {
    return WorkflowExecution.newBuilder()
        .setWorkflowId(workflowId)
        .setRunId(live.run(workflowId))
        .build();
  }
}
