package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.contract.spec.FederationDocument;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FederationWorkflowTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void deploymentCompletesWithEveryMemberReady(int members) {
    try (Rig rig = new Rig(Documents.withMembers(members), new RecordingCloud())) {
      FederationStatus status = rig.settled();

      assertThat(status.outcome()).contains(Outcome.COMPLETE);
      assertThat(status.members()).hasSize(members);
      assertThat(status.members())
          .allMatch(member -> member.state() == MemberStatus.State.READY)
          .allMatch(member -> member.joinedAt().isPresent());
    }
  }

  @Test
  void stepsExecutedAreThoseOfThePlanAndInItsOrder() {
    FederationDocument document = Documents.withMembers(2);
    try (Rig rig = new Rig(document, new RecordingCloud())) {
      rig.settled();
      Map<String, StepProgress> executed =
          rig.progress().stream()
              .filter(step -> step.state() == State.DONE)
              .collect(Collectors.toMap(StepProgress::id, Function.identity()));
      Plan plan = Plan.of(document);

      assertThat(executed.keySet())
          .containsExactlyInAnyOrderElementsOf(plan.steps().stream().map(PlanStep::id).toList());
      for (PlanStep step : plan.steps()) {
        Instant started = started(executed, step.id());
        Instant ended = ended(executed, step.id());
        assertThat(step.waitsFor())
            .allSatisfy(
                id ->
                    assertThat(started)
                        .as("%s starts after %s", step.id(), id)
                        .isAfterOrEqualTo(ended(executed, id)));
        assertThat(step.readyAfter())
            .allSatisfy(
                id ->
                    assertThat(ended)
                        .as("%s ends after %s", step.id(), id)
                        .isAfterOrEqualTo(ended(executed, id)));
      }
    }
  }

  @Test
  void workerThatRemembersNothingAsksForNothingTwice() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = Rig.forgetful(Documents.withMembers(2), cloud)) {
      assertThat(rig.settled().outcome()).contains(Outcome.COMPLETE);

      assertThat(cloud.asked())
          .filteredOn(call -> call.startsWith("Ensure"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void oneFailingMemberParksAloneAndRetryCompletesIt() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureNodeGroup fed-member-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      FederationStatus parked = rig.settled();

      assertThat(parked.outcome()).contains(Outcome.PARTIAL);
      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactly("fed-member-1/node-group");
      assertThat(parked.members())
          .extracting(MemberStatus::state)
          .containsExactly(MemberStatus.State.PARKED, MemberStatus.State.READY);

      FederationStatus after =
          rig.afterwards(() -> rig.federation.retry(Rig.about("fed-member-1/node-group")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(after.demo()).containsOnlyKeys("fed-member-1", "fed-member-2");
    }
  }

  /** It says what was there before: what is made earlier could not be told from that. */
  @Test
  void nothingOfAClusterIsMadeBeforeItsLaunchTemplate() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureLaunchTemplate fed-member-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      FederationStatus parked = rig.settled();

      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactly("fed-member-1/launch-template");
      assertThat(cloud.asked())
          .contains("EnsureCluster fed-member-2")
          .doesNotContain("EnsureCluster fed-member-1");

      FederationStatus after =
          rig.afterwards(() -> rig.federation.retry(Rig.about("fed-member-1/launch-template")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(cloud.asked())
          .containsSubsequence("EnsureLaunchTemplate fed-member-1", "EnsureCluster fed-member-1");
    }
  }

  @Test
  void parkedParentHoldsTheJoinsAndNothingElse() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureCluster fed-parent", 1);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      FederationStatus parked = rig.settled();

      assertThat(parked.outcome()).contains(Outcome.PARTIAL);
      assertThat(parked.members())
          .extracting(MemberStatus::state)
          .containsOnly(MemberStatus.State.WAITING_FOR_KARMADA);

      assertThat(rig.afterwards(() -> rig.federation.retry(Rig.about("all"))).outcome())
          .contains(Outcome.COMPLETE);
    }
  }

  @Test
  void skippableStepIsSkippedAndOthersAreNot() {
    RecordingCloud cloud =
        new RecordingCloud().failing("EnsureAddon fed-member-1 metrics-server", 9);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      assertThat(rig.settled().outcome()).contains(Outcome.PARTIAL);

      FederationStatus after = rig.afterwards(() -> rig.federation.skip(Rig.about("fed-member-1")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(rig.progress())
          .filteredOn(step -> step.id().equals("fed-member-1/addon-metrics-server"))
          .extracting(StepProgress::state)
          .containsExactly(State.SKIPPED);
    }
  }

  @Test
  void abortEndsTheAttemptAndKeepsWhatStands() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureNodeGroup fed-member-1", 9);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.settled();

      rig.federation.abort(Rig.about("fed-member-1/node-group"));
      FederationStatus after = rig.settledAs(Outcome.ABORTED);

      assertThat(after.members())
          .extracting(MemberStatus::state)
          .containsExactly(MemberStatus.State.ABORTED, MemberStatus.State.READY);
    }
  }

  @Test
  void abortOfAllEndsEveryAttemptThatIsStillOpen() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureAddon fed-parent coredns", 9);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.settled();

      rig.federation.abort(Rig.about("all"));
      FederationStatus after = rig.settledAs(Outcome.ABORTED);

      assertThat(after.parked()).isEmpty();
      assertThat(after.members())
          .extracting(MemberStatus::state)
          .containsOnly(MemberStatus.State.ABORTED);
      assertThat(rig.progress()).noneMatch(step -> step.state() == State.RUNNING);
    }
  }

  @Test
  void preflightParksBeforeAnythingIsCreated() {
    RecordingCloud cloud = new RecordingCloud().failing("FindNetwork eu-north-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      FederationStatus parked = rig.settled();

      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactly("federation/network");
      assertThat(cloud.asked()).noneMatch(call -> call.startsWith("Ensure"));

      assertThat(rig.afterwards(() -> rig.federation.retry(Rig.about("federation"))).outcome())
          .contains(Outcome.COMPLETE);
    }
  }

  @Test
  void failedDemoParksAndRunsAgainOnRetry() {
    RecordingCloud cloud = new RecordingCloud().failing("EnsureDemo fed-member-1,fed-member-2", 1);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      assertThat(rig.settled().parked())
          .extracting(ParkedStep::step)
          .containsExactly("demo/deploy");

      FederationStatus after = rig.afterwards(() -> rig.federation.retry(Rig.about("demo/deploy")));

      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(after.demo()).containsValues(2, 2);
    }
  }

  private static Instant started(Map<String, StepProgress> executed, String step) {
    return Optional.ofNullable(executed.get(step)).flatMap(StepProgress::startedAt).orElseThrow();
  }

  private static Instant ended(Map<String, StepProgress> executed, String step) {
    return Optional.ofNullable(executed.get(step)).flatMap(StepProgress::endedAt).orElseThrow();
  }
}
