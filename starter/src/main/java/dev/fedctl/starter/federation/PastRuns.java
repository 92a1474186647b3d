package dev.fedctl.starter.federation;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.starter.server.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The histories of a federation, from its beginning, or from where Temporal has forgotten it. */
public final class PastRuns {

  private final Server server;
  private final String name;

  public PastRuns(Server server, String name) {
    this.server = server;
    this.name = name;
  }

  /** All deeds, the oldest first: also of runs that were ended from outside, or destroyed. */
  public List<Deed> deeds(Standing latest) {
    List<Deed> deeds = new ArrayList<>();
    Set<String> told = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(listed());
    open.push(latest.runId());
    while (!open.isEmpty()) {
      String runId = open.pop();
      if (told.add(runId)) {
        Optional<List<HistoryEvent>> events = events(runId);
        events.ifPresent(found -> deeds.addAll(Chronicle.of(found, runId)));
        events.flatMap(PastRuns::before).ifPresent(open::push);
      }
    }
    deeds.sort(Comparator.comparing(Deed::at));
    return deeds;
  }

  /** The runs that the visibility store knows; none where there is no such store. */
  private List<String> listed() {
    return server.within(
        server.deadlines().call(),
        () -> {
          try (Stream<WorkflowExecutionMetadata> found =
              server
                  .client()
                  .listExecutions("WorkflowId = '" + WorkflowIds.federation(name) + "'")) {
            return found.map(one -> one.getExecution().getRunId()).toList();
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
              return List.of();
            }
            throw e;
          }
        });
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
