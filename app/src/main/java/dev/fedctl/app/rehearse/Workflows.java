package dev.fedctl.app.rehearse;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.starter.render.StepsOf;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The workflows of one federation, asked from outside. */
final class Workflows implements StepsOf {

  private final WorkflowClient client;
  private final FederationDocument document;

  Workflows(WorkflowClient client, FederationDocument document) {
    this.client = client;
    this.document = document;
  }

  FederationDocument document() {
    return document;
  }

  FederationWorkflow federation() {
    return client.newWorkflowStub(
        FederationWorkflow.class, WorkflowIds.federation(document.name()));
  }

  /** Every step of every workflow that has been started. */
  List<StepProgress> progress() {
    return Stream.concat(
            Stream.of(Scopes.FEDERATION, Scopes.KARMADA, document.parentName()),
            document.memberSpecs().stream().map(MemberSpec::name))
        .flatMap(scope -> scope(scope).stream())
        .toList();
  }

  @Override
  public List<StepProgress> scope(String scope) {
    return switch (scope) {
      case Scopes.FEDERATION -> federation().progress();
      case Scopes.KARMADA ->
          asked(
              () ->
                  client
                      .newWorkflowStub(KarmadaWorkflow.class, WorkflowIds.karmada(document.name()))
                      .progress());
      default ->
          Stream.concat(clusterProgress(scope).stream(), memberProgress(scope).stream()).toList();
    };
  }

  /** How long each workflow's history has grown. */
  Map<String, RehearsalReport.History> histories() {
    Map<String, RehearsalReport.History> histories = new TreeMap<>();
    for (String id : ids()) {
      history(id).ifPresent(history -> histories.put(id, history));
    }
    return histories;
  }

  /** The histories themselves, of all workflows that have been started. */
  List<WorkflowExecutionHistory> fetchHistories() {
    return ids().stream().flatMap(id -> fetch(id).stream()).toList();
  }

  private Optional<RehearsalReport.History> history(String id) {
    return fetch(id)
        .map(
            history ->
                new RehearsalReport.History(
                    history.getEvents().size(),
                    history.getEvents().stream()
                        .mapToLong(event -> event.getSerializedSize())
                        .sum()));
  }

  private Optional<WorkflowExecutionHistory> fetch(String id) {
    try {
      WorkflowExecution latest = WorkflowExecution.newBuilder().setWorkflowId(id).build();
      return Optional.of(
          new WorkflowExecutionHistory(
              client.fetchHistory(latest.getWorkflowId()).getHistory(), id));
    } catch (RuntimeException notStarted) {
      if (isNotFound(notStarted)) {
        return Optional.empty();
      }
      throw notStarted;
    }
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    String name = document.name();
    ids.add(WorkflowIds.federation(name));
    ids.add(WorkflowIds.karmada(name));
    ids.add(WorkflowIds.cluster(name, document.parentName()));
    for (MemberSpec member : document.memberSpecs()) {
      ids.add(WorkflowIds.cluster(name, member.name()));
      ids.add(WorkflowIds.member(name, member.name()));
    }
    return ids;
  }

  private List<StepProgress> memberProgress(String cluster) {
    return asked(
        () ->
            client
                .newWorkflowStub(MemberWorkflow.class, WorkflowIds.member(document.name(), cluster))
                .progress());
  }

  private List<StepProgress> clusterProgress(String cluster) {
    return asked(
        () ->
            client
                .newWorkflowStub(
                    ClusterWorkflow.class, WorkflowIds.cluster(document.name(), cluster))
                .progress());
  }

  private static List<StepProgress> asked(Supplier<List<StepProgress>> query) {
    try {
      return query.get();
    } catch (WorkflowNotFoundException notStarted) {
      return List.of();
    }
  }

  private static boolean isNotFound(RuntimeException failure) {
    return failure instanceof io.grpc.StatusRuntimeException status
        && status.getStatus().getCode() == io.grpc.Status.Code.NOT_FOUND;
  }
}
