package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step whose credentials have expired is listed like a parked one, and goes on by itself. */
class ExpiredCredentialsTest {

  private static final int FOR_EVER = Integer.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FindIdentity eu-north-1",
        "EnsureNodeGroup fed-member-1",
        "AwaitNodeGroup fed-member-1",
        "AwaitMemberReachable fed-member-1"
      })
  void stepIsListedWhileTheyAreAndGoesOnOnceTheyWork(String call) {
    RecordingCloud cloud = new RecordingCloud().expired(call, 5);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus listed = rig.settled();

      assertThat(listed.outcome()).contains(Outcome.PARTIAL);
      assertThat(listed.parked())
          .singleElement()
          .satisfies(
              step -> {
                assertThat(step.facts().kind()).isEqualTo(FailureKind.EXPIRED_CREDENTIALS);
                assertThat(step.facts().message()).isEqualTo(call + " expired");
              });

      FederationStatus after = rig.settledAs(Outcome.COMPLETE);

      assertThat(after.parked()).isEmpty();
      assertThat(Collections.frequency(cloud.asked(), call)).isEqualTo(6);
    }
  }

  @Test
  void otherFailureAfterwardsParksForGood() {
    RecordingCloud cloud =
        new RecordingCloud()
            .expired("EnsureNodeGroup fed-member-1", 2)
            .failing("EnsureNodeGroup fed-member-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      assertThat(rig.settled().parked())
          .extracting(step -> step.facts().kind())
          .containsExactly(FailureKind.EXPIRED_CREDENTIALS);

      FederationStatus parked = rig.settledWith(FailureKind.QUOTA);

      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactly("fed-member-1/node-group");
      assertThat(rig.afterwards(() -> rig.federation.retry(Rig.about("all"))).outcome())
          .contains(Outcome.COMPLETE);
    }
  }

  @Test
  void abortDoesNotWaitForThem() {
    RecordingCloud cloud = new RecordingCloud().expired("EnsureNodeGroup fed-member-1", FOR_EVER);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.settled();

      rig.federation.abort(Rig.about("fed-member-1/node-group"));
      FederationStatus after = rig.settledAs(Outcome.ABORTED);

      assertThat(after.parked()).isEmpty();
      assertThat(after.members())
          .extracting(MemberStatus::state)
          .containsExactly(MemberStatus.State.ABORTED, MemberStatus.State.READY);
    }
  }

  @Test
  void skipDoesNotWaitForThem() {
    RecordingCloud cloud =
        new RecordingCloud().expired("EnsureAddon fed-member-1 metrics-server", FOR_EVER);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();

      rig.federation.skip(Rig.about("fed-member-1"));

      assertThat(rig.settledAs(Outcome.COMPLETE).parked()).isEmpty();
      assertThat(rig.progress())
          .filteredOn(step -> step.id().equals("fed-member-1/addon-metrics-server"))
          .extracting(StepProgress::state)
          .containsExactly(State.SKIPPED);
    }
  }

  @Test
  void retryLooksAtOnce() {
    RecordingCloud cloud = new RecordingCloud().expired("EnsureNodeGroup fed-member-1", 2);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      FederationStatus listed = rig.settled();

      FederationStatus after = rig.afterwards(() -> rig.federation.retry(Rig.about("all")));

      assertThat(listed.parked()).hasSize(1);
      assertThat(after.outcome()).contains(Outcome.COMPLETE);
      assertThat(Collections.frequency(cloud.asked(), "EnsureNodeGroup fed-member-1")).isEqualTo(3);
    }
  }
}
