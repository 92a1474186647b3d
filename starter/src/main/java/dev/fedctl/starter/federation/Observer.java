package dev.fedctl.starter.federation;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.server.Server;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at AWS and Karmada with a worker's eyes. */
public final class Observer {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Server server;
  private final Duration limit;

  public Observer(Server server) {
    this(server, LIMIT);
  }

  /** One that does not look for longer. */
  public Observer(Server server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  /** What the worker sees; a {@link CommandFailure} with the code of the failure's kind. */
  public Observation look(Request request) {
    String id = "observation/" + UUID.randomUUID();
    WorkflowStub workflow =
        server
            .client()
            .newUntypedWorkflowStub(
                "Observation",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.FEDCTL)
                    .setWorkflowRunTimeout(limit)
                    .setStaticSummary("a look, for federation " + request.federation())
                    .build());
    server.within(server.deadlines().call(), () -> workflow.start(request));
    try {
      return answer(workflow, server.answer())
          .or(() -> isTakenUp(id) ? answer(workflow, limit) : Optional.empty())
          .orElseThrow(() -> unanswered(workflow));
    } catch (WorkflowException e) {
      if (e.getCause() instanceof TemporalFailure failure) {
        FailureFacts facts = Failures.facts(failure);
        throw CommandFailure.of(facts.kind().exitCode(), facts.message(), facts.advice());
      }
      throw e;
    }
  }

  private Optional<Observation> answer(WorkflowStub workflow, Duration time) {
    return server.within(
        time.plus(server.deadlines().call()),
        () -> {
          try {
            return Optional.of(
                workflow.getResult(time.toMillis(), TimeUnit.MILLISECONDS, Observation.class));
          } catch (TimeoutException e) {
            return Optional.empty();
          }
        });
  }

  /** Whether a worker has begun with it: AWS may need longer than a worker. */
  private boolean isTakenUp(String id) {
    return server.within(
        server.deadlines().call(),
        () ->
            server.client().fetchHistory(id).getEvents().stream()
                .anyMatch(
                    event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
  }

  private CommandFailure unanswered(WorkflowStub workflow) {
    server.within(
        server.deadlines().call(),
        () -> {
          workflow.terminate("nobody waits for it any more");
          return true;
        });
    return server.noAnswer();
  }
}
