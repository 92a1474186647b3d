package dev.fedctl.starter.federation;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.starter.server.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The histories of a federation, from its beginning, or from where Temporal has forgotten it. */
public final class PastRuns {

  private final Server server;
  private final String name;

  public PastRuns(Server server, String name) {
    this.server = server;
    this.name = name;
  }

  /** All deeds, the oldest first. */
  public List<Deed> deeds(Standing latest) {
    List<List<Deed>> runs = new ArrayList<>();
    Optional<String> run = Optional.of(latest.runId());
    while (run.isPresent()) {
      String runId = run.get();
      Optional<List<HistoryEvent>> events = events(runId);
      events.ifPresent(found -> runs.addFirst(Chronicle.of(found, runId)));
      run = events.flatMap(PastRuns::before);
    }
    return runs.stream().flatMap(List::stream).toList();
  }

  private Optional<List<HistoryEvent>> events(String runId) {
    return server.within(
        server.deadlines().call(),
        () -> {
          try {
            return Optional.of(
                server.client().fetchHistory(WorkflowIds.federation(name), runId).getEvents());
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** The run that this one continues. */
  private static Optional<String> before(List<HistoryEvent> events) {
    return events.stream()
        .findFirst()
        .map(
            first ->
                first.getWorkflowExecutionStartedEventAttributes().getContinuedExecutionRunId())
        .filter(id -> !id.isEmpty());
  }
}
