package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.world.World;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run has come to at a station.
 *
 * @param standing by name, with its properties, without what is chance
 * @param activities how often each workflow has had each activity done
 * @param failedTasks workflow tasks that failed
 */
record Snapshot(
    SortedMap<String, String> standing,
    SortedMap<String, Integer> activities,
    List<String> failedTasks) {

  private static final int SHOWN = 300;

  static Snapshot of(Workflows workflows, Sandbox sandbox, World world) {
    SortedMap<String, String> standing = new TreeMap<>(StandingObjects.in(sandbox));
    try (StandingAws aws = new StandingAws(sandbox, world)) {
      standing.putAll(aws.read());
    }
    SortedMap<String, Integer> activities = new TreeMap<>();
    List<String> failed = new ArrayList<>();
    for (WorkflowExecutionHistory history : workflows.fetchHistories()) {
      String id = history.getWorkflowExecution().getWorkflowId();
      for (HistoryEvent event : history.getEvents()) {
        if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
          activities.merge(
              id
                  + " "
                  + event.getActivityTaskScheduledEventAttributes().getActivityType().getName(),
              1,
              Integer::sum);
        }
        if (isFailure(event)) {
          failed.add(id + ": " + event.getWorkflowTaskFailedEventAttributes().getFailure());
        }
      }
    }
    return new Snapshot(standing, activities, failed);
  }

  /** A worker that finds news at the end of its task is told so by a failure that is none. */
  private static boolean isFailure(HistoryEvent event) {
    return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
        && event.getWorkflowTaskFailedEventAttributes().getCause()
            != WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
  }

  /** What stands in the other and not here. */
  List<String> lost(Snapshot undisturbed) {
    return undisturbed.standing.keySet().stream()
        .filter(name -> !standing.containsKey(name))
        .toList();
  }

  /** In what else this differs. */
  List<String> differences(Snapshot undisturbed) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> thing : standing.entrySet()) {
      String before = undisturbed.standing.get(thing.getKey());
      if (before == null) {
        differences.add("is too much: " + thing.getKey());
      } else if (!before.equals(thing.getValue())) {
        differences.add(
            "is otherwise: %s: %s".formatted(thing.getKey(), change(before, thing.getValue())));
      }
    }
    if (!activities.equals(undisturbed.activities)) {
      TreeMap<String, Integer> more = new TreeMap<>(activities);
      undisturbed.activities.forEach(
          (activity, times) -> more.merge(activity, -times, Integer::sum));
      more.values().removeIf(times -> times == 0);
      differences.add("activities scheduled more or less often: " + more);
    }
    failedTasks.forEach(task -> differences.add("workflow task failed: " + task));
    return differences;
  }

  private static String change(String before, String now) {
    int same = 0;
    while (same < before.length()
        && same < now.length()
        && before.charAt(same) == now.charAt(same)) {
      same++;
    }
    int from = Math.max(0, same - SHOWN / 4);
    return "…%s… was …%s…".formatted(cut(now, from), cut(before, from));
  }

  private static String cut(String text, int from) {
    return text.substring(from, Math.min(text.length(), from + SHOWN));
  }
}
