package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The guidance's federation once, on Temporal's own server and in real time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidanceOnARealTemporalServerTest {

  private LiveFederation live;
  private FederationStatus status;

  @BeforeAll
  void deploy(@TempDir Path folder) {
    live = LiveFederation.start(folder);
    status = live.settled();
  }

  @AfterAll
  void stop() {
    if (live != null) {
      live.close();
    }
  }

  @Test
  void itIsComplete() {
    assertThat(status.parked()).isEmpty();
    assertThat(status.outcome()).contains(Outcome.COMPLETE);
    assertThat(status.members())
        .hasSize(2)
        .extracting(MemberStatus::state)
        .containsOnly(MemberStatus.State.READY);
  }

  @Test
  void demoIsSplitEvenly() {
    assertThat(status.demo()).hasSize(2).values().containsOnly(2);
  }

  @Test
  void nothingIsMadeTwice() {
    assertThat(live.sandbox().duplicates()).isEmpty();
    assertThat(live.sandbox().ledger().calls()).containsEntry("eks:CreateCluster", 3);
  }

  @Test
  void everyWorkflowIsFoundByItsFederation() {
    String query = "FedctlFederation = '%s' AND FedctlRegion = 'eu-north-1'";

    List<String> ids =
        Until.there(
            "visibility has caught up",
            Duration.ofSeconds(30),
            () -> Optional.of(list(query)).filter(found -> found.size() == 7));

    assertThat(ids)
        .contains(
            WorkflowIds.federation(live.document().name()),
            WorkflowIds.karmada(live.document().name()),
            WorkflowIds.cluster(live.document().name(), live.document().parentName()));
  }

  @Test
  void completeFederationIsFoundByItsPhase() {
    Until.so(
        "visibility has caught up",
        Duration.ofSeconds(30),
        () ->
            list("FedctlFederation = '%s' AND FedctlPhase = 'Complete' AND FedctlParked = false")
                .contains(WorkflowIds.federation(live.document().name())));
  }

  @Test
  void historiesHoldNoSecret() {
    List<WorkflowExecution> executions = executions("FedctlFederation = '%s'");

    assertThat(executions).isNotEmpty();
    for (WorkflowExecution execution : executions) {
      List<HistoryEvent> events =
          live.client().fetchHistory(execution.getWorkflowId(), execution.getRunId()).getEvents();
      assertThat(events).isNotEmpty();
      assertThat(events).allSatisfy(event -> assertThat(Secrets.in(event.toByteArray())).isEmpty());
    }
  }

  private List<String> list(String query) {
    return executions(query).stream().map(WorkflowExecution::getWorkflowId).distinct().toList();
  }

  private List<WorkflowExecution> executions(String query) {
    return live.client()
        .listExecutions(query.formatted(live.document().name()))
        .map(WorkflowExecutionMetadata::getExecution)
        .toList();
  }
}
