package dev.fedctl.starter.federation;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.render.StepsOf;
import dev.fedctl.starter.server.Server;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One federation, asked through the Temporal server. */
public final class Federation implements StepsOf {

  private final Server server;
  private final String name;
  private boolean answered;

  public Federation(Server server, String name) {
    this.server = server;
    this.name = name;
  }

  public String name() {
    return name;
  }

  Server server() {
    return server;
  }

  /** How its workflow stands; empty when there never was one, or nobody remembers. */
  public Optional<Standing> standing() {
    return server.within(
        server.deadlines().call(),
        () -> {
          try {
            WorkflowExecutionDescription found =
                server.client().newUntypedWorkflowStub(WorkflowIds.federation(name)).describe();
            return Optional.of(
                new Standing(
                    found.getExecution().getRunId(), Standing.State.of(found.getStatus())));
          } catch (WorkflowNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The same of one that has to be there. */
  public Standing known() {
    return standing().orElseThrow(this::noSuch);
  }

  /** One that has to live: a closed one takes no messages. */
  public Standing living() {
    Standing standing = known();
    if (standing.state() == Standing.State.RUNNING) {
      return standing;
    }
    throw standing.state() == Standing.State.DESTROYED
        ? CommandFailure.of(
            ExitCodes.NO_SUCH_THING, "federation \"" + name + "\" has been destroyed")
        : CommandFailure.of(
            ExitCodes.NO_SUCH_THING,
            "the workflow of federation \"%s\" has ended: %s"
                .formatted(name, standing.state().word()),
            "fedctl apply FILE takes it up where it ended");
  }

  public FederationStatus status() {
    return asked(() -> stub().status());
  }

  /** The spec in force. */
  public FederationDocument spec() {
    return asked(() -> stub().spec());
  }

  public Plan plan() {
    return asked(() -> stub().plan());
  }

  /** What the next run has to know. */
  public FederationMemory memory() {
    return asked(() -> stub().memory());
  }

  /** Starts it; when it runs already, that one stays as it is. */
  public void start(FederationInput input) {
    server.within(
        server.deadlines().call(),
        () ->
            WorkflowClient.start(
                server
                        .client()
                        .newWorkflowStub(
                            FederationWorkflow.class,
                            WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.federation(name))
                                .setTaskQueue(TaskQueues.FEDCTL)
                                .setWorkflowIdConflictPolicy(
                                    WorkflowIdConflictPolicy
                                        .WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .setStaticSummary(
                                    "federation %s in %s"
                                        .formatted(name, input.document().spec().region()))
                                .setMemo(
                                    Map.of(
                                        "federation",
                                        name,
                                        "region",
                                        input.document().spec().region()))
                                .build())
                    ::run,
                input));
  }

  /** The steps of one scope; none while its workflow has not been started. */
  @Override
  public List<StepProgress> scope(String scope) {
    return switch (scope) {
      case Scopes.FEDERATION -> asked(() -> stub().progress());
      case Scopes.KARMADA ->
          steps(
              () ->
                  server
                      .client()
                      .newWorkflowStub(KarmadaWorkflow.class, WorkflowIds.karmada(name))
                      .progress());
      default -> {
        List<StepProgress> steps =
            new ArrayList<>(
                steps(
                    () ->
                        server
                            .client()
                            .newWorkflowStub(
                                ClusterWorkflow.class, WorkflowIds.cluster(name, scope))
                            .progress()));
        steps.addAll(
            steps(
                () ->
                    server
                        .client()
                        .newWorkflowStub(MemberWorkflow.class, WorkflowIds.member(name, scope))
                        .progress()));
        yield steps;
      }
    };
  }

  private List<StepProgress> steps(Supplier<List<StepProgress>> question) {
    return asked(
        () -> {
          try {
            return question.get();
          } catch (WorkflowNotFoundException notStarted) {
            return List.of();
          }
        });
  }

  /** The first answer is waited for as long as a person likes to; then the workers are known. */
  private <T> T asked(Supplier<T> question) {
    Duration limit = answered ? server.deadlines().call() : server.answer();
    try {
      T answer = server.within(limit, question);
      answered = true;
      return answer;
    } catch (WorkflowNotFoundException e) {
      throw noSuch();
    } catch (WorkflowQueryException e) {
      String why = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw CommandFailure.of(
          ExitCodes.INTERNAL,
          "a worker could not answer for federation \"%s\": %s"
              .formatted(name, why.lines().findFirst().orElse("")),
          "the worker's log says more; is it of this version? fedctl doctor");
    }
  }

  private FederationWorkflow stub() {
    return server.client().newWorkflowStub(FederationWorkflow.class, WorkflowIds.federation(name));
  }

  private CommandFailure noSuch() {
    return CommandFailure.of(
        ExitCodes.NO_SUCH_THING,
        "there is no federation \"%s\" in namespace \"%s\" at %s"
            .formatted(name, server.namespace(), server.address()),
        "fedctl list shows them");
  }
}
