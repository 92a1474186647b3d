package dev.fedctl.acceptance.site;

import static java.util.stream.Collectors.toCollection;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All histories of a Temporal server. */
public final class Histories {

  /** A worker died, or the server wants the task once more: nothing that code can do about. */
  private static final Set<WorkflowTaskFailedCause> HARMLESS =
      Set.of(
          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
          WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE);

  private final List<Told> events = new ArrayList<>();

  private record Told(String workflow, HistoryEvent event) {}

  /** Reads all of them. */
  public Histories(WorkflowClient client) {
    try (Stream<WorkflowExecutionMetadata> found = client.listExecutions("")) {
      found.forEach(
          one ->
              client
                  .fetchHistory(one.getExecution().getWorkflowId(), one.getExecution().getRunId())
                  .getEvents()
                  .forEach(
                      event -> events.add(new Told(one.getExecution().getWorkflowId(), event))));
    }
  }

  /** Tasks that a worker could not do with the history it got: another order of steps, say. */
  public List<String> failedTasks() {
    return events.stream()
        .filter(told -> told.event().getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .filter(
            told ->
                !HARMLESS.contains(told.event().getWorkflowTaskFailedEventAttributes().getCause()))
        .map(
            told ->
                told.workflow()
                    + ": "
                    + told.event().getWorkflowTaskFailedEventAttributes().getCause()
                    + " "
                    + told.event().getWorkflowTaskFailedEventAttributes().getFailure().getMessage())
        .toList();
  }

  /** Who has carried out activities, as {@link FedctlProcess#signature} has it. */
  public Set<String> actors() {
    return started()
        .map(told -> told.event().getActivityTaskStartedEventAttributes().getIdentity())
        .map(Histories::withoutHost)
        .collect(toCollection(TreeSet::new));
  }

  /** Who has decided what comes next in a workflow. */
  public Set<String> deciders() {
    return events.stream()
        .filter(told -> told.event().getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .map(told -> told.event().getWorkflowTaskCompletedEventAttributes().getIdentity())
        .map(Histories::withoutHost)
        .collect(toCollection(TreeSet::new));
  }

  /** The activities that were tried again because nothing was heard of their worker. */
  public Set<String> silenced() {
    Set<String> activities = new TreeSet<>();
    for (Told told : started().toList()) {
      var attempt = told.event().getActivityTaskStartedEventAttributes();
      if (attempt.getLastFailure().getTimeoutFailureInfo().getTimeoutType()
          == TimeoutType.TIMEOUT_TYPE_HEARTBEAT) {
        activities.add(scheduled(told.workflow(), attempt.getScheduledEventId()));
      }
    }
    return activities;
  }

  private String scheduled(String workflow, long event) {
    return events.stream()
        .filter(told -> told.workflow().equals(workflow) && told.event().getEventId() == event)
        .map(told -> told.event().getActivityTaskScheduledEventAttributes())
        .map(activity -> activity.getActivityType().getName())
        .findFirst()
        .orElseThrow();
  }

  private Stream<Told> started() {
    return events.stream()
        .filter(told -> told.event().getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED);
  }

  private static String withoutHost(String identity) {
    return identity.substring(0, Math.max(0, identity.lastIndexOf('@')));
  }
}
