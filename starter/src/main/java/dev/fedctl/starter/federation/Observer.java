package dev.fedctl.starter.federation;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.server.Server;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.UUID;

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
    ObservationWorkflow workflow =
        server
            .client()
            .newWorkflowStub(
                ObservationWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("observation/" + UUID.randomUUID())
                    .setTaskQueue(TaskQueues.FEDCTL)
                    .setWorkflowRunTimeout(limit)
                    .setStaticSummary("a look, for federation " + request.federation())
                    .build());
    try {
      return server.within(limit, () -> workflow.look(request));
    } catch (WorkflowException e) {
      if (e.getCause() instanceof TemporalFailure failure) {
        FailureFacts facts = Failures.facts(failure);
        throw CommandFailure.of(facts.kind().exitCode(), facts.message(), facts.advice());
      }
      throw e;
    }
  }
}
