package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the histories of a federation's workflows as they are at one station after the other, each
 * as JSON in gzip. A history that has not changed since the station before is not written again.
 */
final class HistoryFolder {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** After these the workflow has something to do at once. */
  private static final Set<EventType> UNDER_WAY =
      EnumSet.of(
          EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
          EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
          EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED);

  private final WorkflowClient client;
  private final Path folder;
  private final List<String> machine;

  /** By workflow id, its latest run as it was when it was written. */
  private final Map<String, WorkflowExecutionHistory> latest = new HashMap<>();

  /** By workflow id and type, the runs that were written, in order. */
  private final Map<String, List<String>> runs = new HashMap<>();

  /** {@code machine}: what tells on which machine it was recorded; no history may hold it. */
  HistoryFolder(WorkflowClient client, Path folder, Collection<String> machine) {
    this.client = client;
    this.folder = folder;
    this.machine = List.copyOf(machine);
  }

  /** Writes what has become of these workflows since the station before, run by run. */
  void write(String station, Collection<String> workflowIds) throws IOException {
    Path target = Files.createDirectories(folder.resolve(station));
    for (String id : workflowIds) {
      WorkflowExecutionHistory before = latest.get(id);
      for (WorkflowExecutionHistory history : since(before, id)) {
        if (before == null || !before.getHistory().equals(history.getHistory())) {
          assertThat(history.getEvents()).allSatisfy(this::requireClean);
          write(target.resolve(name(id, history)), history);
        }
        latest.put(id, history);
      }
    }
  }

  /** The run that was the latest as it is now, and those that followed. */
  private List<WorkflowExecutionHistory> since(
      @Nullable WorkflowExecutionHistory before, String id) {
    List<WorkflowExecutionHistory> found = new ArrayList<>();
    WorkflowExecutionHistory newest = atRest(id);
    String run = before == null ? "" : runId(before);
    while (!run.isEmpty() && !run.equals(runId(newest))) {
      WorkflowExecutionHistory ended = client.fetchHistory(id, run);
      found.add(ended);
      run =
          ended
              .getLastEvent()
              .getWorkflowExecutionContinuedAsNewEventAttributes()
              .getNewExecutionRunId();
    }
    found.add(newest);
    return found;
  }

  private WorkflowExecutionHistory atRest(String id) {
    return Until.there(
        id + " rests",
        LIMIT,
        () ->
            Optional.of(client.fetchHistory(id))
                .filter(found -> !UNDER_WAY.contains(found.getLastEvent().getEventType())));
  }

  private void requireClean(HistoryEvent event) {
    assertThat(Secrets.in(event.toByteArray())).isEmpty();
    assertThat(event.toByteString().toString(ISO_8859_1)).doesNotContain(machine);
  }

  /**
   * One scope has several workflows in turn, told apart by type, and each may have several runs.
   */
  private String name(String id, WorkflowExecutionHistory history) {
    String workflow =
        started(history).getWorkflowType().getName() + "-" + id.substring(id.lastIndexOf('/') + 1);
    List<String> known = runs.computeIfAbsent(workflow, unknown -> new ArrayList<>());
    if (!known.contains(runId(history))) {
      known.add(runId(history));
    }
    int number = 1 + known.indexOf(runId(history));
    return workflow + (number == 1 ? "" : "-run-" + number) + ".json.gz";
  }

  private static String runId(WorkflowExecutionHistory history) {
    return started(history).getOriginalExecutionRunId();
  }

  private static WorkflowExecutionStartedEventAttributes started(WorkflowExecutionHistory history) {
    return history.getEvents().getFirst().getWorkflowExecutionStartedEventAttributes();
  }

  private static void write(Path file, WorkflowExecutionHistory history) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(history.toJson(true).getBytes(UTF_8));
    }
  }
}
