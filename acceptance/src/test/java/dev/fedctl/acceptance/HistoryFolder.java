package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

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
  private final Map<String, WorkflowExecutionHistory> written = new HashMap<>();

  /** {@code machine}: what tells on which machine it was recorded; no history may hold it. */
  HistoryFolder(WorkflowClient client, Path folder, Collection<String> machine) {
    this.client = client;
    this.folder = folder;
    this.machine = List.copyOf(machine);
  }

  /** Writes the last run of each of these workflows. */
  void write(String station, Collection<String> workflowIds) throws IOException {
    Path target = Files.createDirectories(folder.resolve(station));
    for (String id : workflowIds) {
      WorkflowExecutionHistory history = atRest(id);
      WorkflowExecutionHistory before = written.put(id, history);
      if (before == null || !before.getHistory().equals(history.getHistory())) {
        assertThat(history.getEvents()).allSatisfy(this::requireClean);
        write(target.resolve(name(id, history)), history);
      }
    }
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

  /** One scope has several workflows in turn: the type tells them apart. */
  private static String name(String id, WorkflowExecutionHistory history) {
    String type =
        history
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getWorkflowType()
            .getName();
    return type + "-" + id.substring(id.lastIndexOf('/') + 1) + ".json.gz";
  }

  private static void write(Path file, WorkflowExecutionHistory history) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(history.toJson(true).getBytes(UTF_8));
    }
  }
}
