package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.worker.FedctlWorker;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators do to workflows from outside, and what becomes of workers, in the middle of a
 * deployment: the same federation comes of it, and nothing twice.
 */
class InterruptedFederationOnARealTemporalServerTest {

  private static final String MEMBER = "karmada-guidance-member-1";

  @TempDir private Path folder;

  @Test
  void cancelledFederationIsTakenUpByApply() {
    isTakenUpAfter(WorkflowStub::cancel);
  }

  @Test
  void terminatedFederationIsTakenUpByApply() {
    isTakenUpAfter(federation -> federation.terminate("by a person"));
  }

  private void isTakenUpAfter(Consumer<WorkflowStub> end) {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateNodegroup", 1);
      String generation = live.federation().memory().generation();

      end.accept(live.untyped());
      live.until("its workflow has ended", () -> !isRunning(live));
      live.start(FederationInput.next(live.federation().memory()));
      live.federation()
          .applySpec(
              Received.of(
                  new ApplySpec(live.document(), false, Optional.empty(), Optional.empty())));

      sameFederation(live, generation);
    }
  }

  @Test
  void federationIsResetToItsFirstTask() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateNodegroup", 1);
      String generation = live.federation().memory().generation();

      new Interventions(live).reset(live.id());

      sameFederation(live, generation);
    }
  }

  @Test
  void parkedStepIsTriedAndParkedAgainByAReset() {
    try (LiveFederation live = LiveFederation.start(folder, deniedTwice())) {
      assertThat(live.settled().parked()).hasSize(1);
      String generation = live.federation().memory().generation();

      Instant reset = Instant.now();
      new Interventions(live).reset(live.id());
      FederationStatus after =
          live.until(
              "it is settled again",
              status ->
                  status.settled()
                      && status.parked().stream().anyMatch(one -> one.since().isAfter(reset)));

      assertThat(after.parked())
          .extracting(ParkedStep::step)
          .containsExactly(MEMBER + "/node-group");
      live.federation().retryByUpdate(Received.of(new Directive(MEMBER, "tester", "because")));
      sameFederation(live, generation);
    }
  }

  @Test
  void memberIsResetToItsFirstTask() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateNodegroup", 1);
      String generation = live.federation().memory().generation();

      new Interventions(live).reset(WorkflowIds.member(live.document().name(), MEMBER));

      sameFederation(live, generation);
    }
  }

  @Test
  void clusterIsResetToItsFirstTask() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateNodegroup", 1);
      String generation = live.federation().memory().generation();

      new Interventions(live).reset(WorkflowIds.cluster(live.document().name(), MEMBER));

      sameFederation(live, generation);
    }
  }

  @Test
  void waitIsPausedAndReset() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateCluster", 3);
      String generation = live.federation().memory().generation();
      Interventions operator = new Interventions(live);
      String cluster = WorkflowIds.cluster(live.document().name(), MEMBER);

      String wait = operator.pause(cluster);
      operator.resetActivity(cluster, wait);
      operator.unpause(cluster, wait);

      sameFederation(live, generation);
    }
  }

  @Test
  void workerIsReplacedByAnother() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.untilCalled("eks:CreateNodegroup", 1);
      String generation = live.federation().memory().generation();

      live.stopWorkers();
      live.startWorker();

      sameFederation(live, generation);
    }
  }

  @Test
  void twoWorkersShareTheWork() {
    try (LiveFederation live = LiveFederation.start(folder)) {
      FedctlWorker second = live.startWorker();
      String generation = live.federation().memory().generation();

      sameFederation(live, generation);
      assertThat(second.isPolling()).isTrue();
    }
  }

  private static void sameFederation(LiveFederation live, String generation) {
    live.complete(2);
    assertThat(live.federation().memory().generation()).isEqualTo(generation);
    assertThat(live.sandbox().duplicates()).isEmpty();
    assertThat(live.sandbox().ledger().calls()).containsEntry("eks:CreateCluster", 3);
  }

  private static boolean isRunning(LiveFederation live) {
    return live.untyped().describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static FaultRule deniedTwice() {
    return new FaultRule(
        "eks:CreateNodegroup",
        Optional.of(MEMBER + "*"),
        0,
        2,
        Duration.ZERO,
        new Fault.Fail(new Refusal("AccessDeniedException", 403, "not you")));
  }
}
