package dev.fedctl.starter.federation;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.starter.server.Server;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The federations of a namespace, by its visibility store: needs no worker. */
public final class Federations {

  private static final String LIVING = " AND ExecutionStatus = 'Running'";

  private final Server server;

  public Federations(Server server) {
    this.server = server;
  }

  /**
   * A federation as the namespace lists it.
   *
   * @param parked how many of its workflows have parked steps
   */
  public record Listed(
      String name,
      Optional<String> region,
      Optional<String> phase,
      String workflow,
      long parked,
      Instant startedAt,
      Optional<Instant> closedAt) {}

  /** Those that live, or all that Temporal keeps; the youngest first. */
  public List<Listed> list(boolean all) {
    return server.within(
        server.deadlines().call(),
        () -> {
          Map<String, Long> parked = parked();
          try (Stream<WorkflowExecutionMetadata> found =
              server.client().listExecutions("WorkflowType = 'Federation'" + (all ? "" : LIVING))) {
            return found.map(one -> listed(one, parked)).toList();
          }
        });
  }

  private Map<String, Long> parked() {
    try (Stream<WorkflowExecutionMetadata> found =
        server.client().listExecutions(SearchAttributes.PARKED.getName() + " = true" + LIVING)) {
      return found
          .map(one -> one.getTypedSearchAttributes().get(SearchAttributes.FEDERATION))
          .flatMap(Stream::ofNullable)
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
  }

  private static Listed listed(WorkflowExecutionMetadata one, Map<String, Long> parked) {
    String id = one.getExecution().getWorkflowId();
    String name = id.substring(id.indexOf('/') + 1);
    Standing.State state = Standing.State.of(one.getStatus());
    @Nullable Instant closed = one.getCloseTime();
    return new Listed(
        name,
        Optional.ofNullable(one.getTypedSearchAttributes().get(SearchAttributes.REGION)),
        Optional.ofNullable(one.getTypedSearchAttributes().get(SearchAttributes.PHASE)),
        state.word(),
        state == Standing.State.RUNNING ? parked.getOrDefault(name, 0L) : 0,
        one.getStartTime(),
        Optional.ofNullable(closed).filter(at -> state != Standing.State.RUNNING));
  }
}
