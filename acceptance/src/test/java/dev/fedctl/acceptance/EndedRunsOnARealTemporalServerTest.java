package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.Deeds;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Person;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a federation that ended before their time are taken up by the same {@code apply}. */
class EndedRunsOnARealTemporalServerTest {

  private static final String NAME = "karmada-guidance";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> APPLY =
      List.of("apply", Site.example(), "--set=spec.members.count=1", "--yes");

  /**
   * So that commands on a busy machine take no longer than EKS gives nodes to get their network.
   */
  private static final int SPEED = 24;

  @Test
  void failedCancelledAndTimedOutRunsAreTakenUp(@TempDir Path folder) throws IOException {
    try (Site site = Site.start(folder, SPEED)) {
      site.begin();
      site.failByHand(WorkflowIds.federation(NAME));
      ended(site, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
      FedctlProcess worker = site.worker();

      applied(site, APPLY, "--detach");
      Until.so("clusters are made", LIMIT, () -> site.cloud().hasSeen("eks:CreateCluster"));
      FederationMemory memory = federation(site).memory();
      site.temporal().client().newUntypedWorkflowStub(WorkflowIds.federation(NAME)).cancel();
      ended(site, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);

      site.begin(FederationInput.next(memory), Duration.ofSeconds(1));
      ended(site, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);
      JsonNode complete = applied(site, APPLY, "-o", "json");

      assertThat(complete.path("phase").asText()).isEqualTo("Complete");
      assertThat(complete.path("workflow").asText()).isEqualTo("running");
      assertThat(federation(site).memory().generation()).isEqualTo(memory.generation());
      Deeds deeds = new Deeds(site.cloud().rows());
      assertThat(deeds.repeated()).isEmpty();
      assertThat(deeds.made("eks:Cluster")).isEqualTo(2);
      assertThat(applied(site, List.of("list", "--all", "-o", "json")))
          .extracting(run -> run.path("workflow").asText())
          .containsExactly("running", "failed", "cancelled", "failed");
      assertThat(applied(site, List.of("history", NAME, "-o", "json")))
          .extracting(deed -> deed.path("what").asText())
          .contains("failed", "cancel requested", "canceled", "timed out");
      assertThat(worker.isRunning()).isTrue();
    }
  }

  private static void ended(Site site, WorkflowExecutionStatus how) {
    Until.so(
        "the run has ended",
        LIMIT,
        () ->
            site.temporal()
                    .client()
                    .newUntypedWorkflowStub(WorkflowIds.federation(NAME))
                    .describe()
                    .getStatus()
                == how);
  }

  private static JsonNode applied(Site site, List<String> command, String... more)
      throws IOException {
    List<String> all = new java.util.ArrayList<>(command);
    all.addAll(List.of(more));
    try (Person person = new Person(site, List.of(all))) {
      Until.so(all + " ends", LIMIT, person::isDone);
      return new ObjectMapper().readTree(person.answer());
    }
  }

  private static FederationWorkflow federation(Site site) {
    return site.temporal()
        .client()
        .newWorkflowStub(FederationWorkflow.class, WorkflowIds.federation(NAME));
  }
}
