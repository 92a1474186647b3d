package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody terminates a workflow, and a new one takes up what stands. Cancelling is proven on the
 * real server only: the in-memory one refuses a workflow task that cancels an activity which ended
 * meanwhile, again and again.
 */
@Timeout(120)
class EndedFromOutsideTest {

  @Test
  void terminatedMemberIsTakenUpByTheSameSpec() {
    FederationDocument file = Documents.withMembers(2);
    RecordingCloud cloud = new RecordingCloud().withRoles().holding("AwaitCluster fed-member-1");
    try (Rig rig = Rig.atRealSpeed(file, cloud)) {
      rig.until(status -> cloud.asked().contains("AwaitCluster fed-member-1"));
      rig.terminate("federation/fed/member/fed-member-1");

      rig.federation.applySpec(apply(file));
      cloud.release("AwaitCluster fed-member-1");

      assertThat(rig.settledAs(Outcome.COMPLETE).members()).hasSize(2);
    }
  }

  @Test
  void nextRunAfterATerminationGoesOnWithWhatStands() {
    FederationDocument file = Documents.withMembers(2);
    RecordingCloud cloud = new RecordingCloud().withRoles().holding("AwaitCluster fed-member-1");
    try (Rig rig = Rig.atRealSpeed(file, cloud)) {
      rig.until(status -> cloud.asked().contains("AwaitCluster fed-member-1"));
      FederationMemory memory = rig.federation.memory();
      String generation = memory.generation();
      rig.terminate("federation/fed");

      FederationWorkflow next = rig.startNext(memory);
      next.applySpec(apply(file));
      cloud.release("AwaitCluster fed-member-1");
      FederationStatus after = rig.settledAs(Outcome.COMPLETE);

      assertThat(next.memory().generation()).isEqualTo(generation);
      assertThat(after.members()).hasSize(2);
      assertThat(after.owner()).map(owner -> owner.generation()).contains(generation);
    }
  }

  @Test
  void karmadaHearsOfAHostThatHasToldAnEarlierRun() {
    RecordingCloud cloud = new RecordingCloud().withRoles().holding("AwaitCrds lb.example");
    try (Rig rig = Rig.atRealSpeed(Documents.withMembers(1), cloud)) {
      rig.until(status -> cloud.asked().contains("AwaitCrds lb.example"));
      rig.terminate("federation/fed");

      rig.startAnew();
      rig.until(status -> status.scopes().getFirst().stage() == Stage.READY);
      cloud.release("AwaitCrds lb.example");

      assertThat(rig.settledAs(Outcome.COMPLETE).members()).hasSize(1);
    }
  }

  private static Received<ApplySpec> apply(FederationDocument document) {
    return Received.of(
        new ApplySpec(document, false, Optional.of("tester"), Optional.of("because")));
  }
}
