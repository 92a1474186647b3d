package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages do to a federation after it has been started. */
@Timeout(120)
class FederationLifeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20})
  void membersAddedLaterAreBuiltAndJoined(int count) {
    try (Rig rig = new Rig(Documents.withMembers(1), new RecordingCloud())) {
      rig.settled();

      Accepted accepted = rig.federation.addMembers(added(names("late", count)));

      assertThat(accepted.added()).hasSize(count);
      FederationStatus after = rig.settledAs(Outcome.COMPLETE);
      assertThat(after.members()).hasSize(1 + count);
      assertThat(after.members()).allMatch(one -> one.state() == MemberStatus.State.READY);
      assertThat(after.demo()).hasSize(1 + count);
    }
  }

  @Test
  void memberAddedWhileTheFirstDeploymentRunsIsBuiltAndJoined() {
    RecordingCloud cloud = new RecordingCloud().waiting("AwaitCluster fed-parent", 5);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.federation.addMembers(added(List.of("early")));
      rig.federation.addMembers(added(List.of("too")));

      assertThat(rig.settledAs(Outcome.COMPLETE).members())
          .extracting(MemberStatus::name)
          .containsExactly("fed-member-1", "early", "too");
    }
  }

  @Test
  void signalAddsAsTheUpdateDoes() {
    try (Rig rig = new Rig(Documents.withMembers(0), new RecordingCloud())) {
      rig.settled();

      rig.signal("addMembers", Map.of("members", List.of(Map.of("name", "paris"))));
      rig.until(status -> !status.members().isEmpty());

      assertThat(rig.settledAs(Outcome.COMPLETE).members())
          .extracting(MemberStatus::name)
          .containsExactly("paris");
    }
  }

  @Test
  void sameMessageTwiceIsOneChange() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();

      rig.federation.addMembers(added(List.of("paris")));
      Accepted named = rig.federation.addMembers(added(List.of("paris")));
      rig.federation.addMembers(counted(2, "monday"));
      Accepted counted = rig.federation.addMembers(counted(2, "monday"));

      assertThat(named.isNothing()).isTrue();
      assertThat(counted.isNothing()).isTrue();
      assertThat(rig.settledAs(Outcome.COMPLETE).members())
          .extracting(MemberStatus::name)
          .containsExactly("fed-member-1", "paris", "fed-member-2", "fed-member-3");
      assertThat(Collections.frequency(cloud.asked(), "EnsureCluster paris")).isEqualTo(1);
    }
  }

  @Test
  void signalThatCannotBeFollowedChangesNothingAndSaysWhy() {
    try (Rig rig = new Rig(Documents.withMembers(1), new RecordingCloud())) {
      rig.settled();

      rig.signal("addMembers", Map.of("count", 2));
      rig.signal("addMembers", Map.of("count", 2, "requestid", "monday"));
      rig.signal("addMembers", Map.of("members", List.of(Map.of("name", "Paris"))));
      rig.signal("addMembers", Map.of("members", "paris"));
      rig.signal("addMembers", "paris");
      rig.signal("removeMembers", Map.of("members", List.of("berlin")));
      rig.signal("retry", Map.of("target", "fed-member-9"));
      rig.until(status -> status.rejections().size() == 7);

      FederationStatus after = rig.settledAs(Outcome.COMPLETE);
      assertThat(after.members()).hasSize(1);
      assertThat(after.rejections())
          .extracting(Rejection::reason)
          .satisfiesExactly(
              one -> assertThat(one).contains("\"count\" needs a \"requestId\""),
              one -> assertThat(one).contains("\"count\" needs a \"requestId\""),
              one -> assertThat(one).contains("DNS label"),
              one -> assertThat(one).isEqualTo("\"members\" must be a list"),
              one -> assertThat(one).isEqualTo("must be one JSON object"),
              one -> assertThat(one).contains("no member \"berlin\""),
              one -> assertThat(one).contains("nothing is called \"fed-member-9\""));
    }
  }

  @Test
  void updateThatCannotBeFollowedIsRefusedAndLeavesNoEvent() {
    try (Rig rig = new Rig(Documents.withMembers(1), new RecordingCloud())) {
      rig.settled();
      assertRefused(
          () -> rig.federation.removeMembers(removal(false, "berlin")), "no member \"berlin\"");
      assertRefused(
          () -> rig.federation.destroy(destroy("fed", "999999999999")), "account 111122223333");
      assertRefused(() -> rig.federation.destroy(destroy("other", "111122223333")), "\"fed\"");
      assertRefused(() -> rig.federation.retryByUpdate(Rig.about("nobody")), "\"nobody\"");

      assertThat(rig.acceptedUpdates()).isZero();
    }
  }

  @Test
  void removedMemberLeavesKarmadaBeforeItsClusterGoes() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.settled();

      Accepted accepted = rig.federation.removeMembers(removal(false, "fed-member-2"));
      FederationStatus after = rig.until(status -> status.members().size() == 1);

      assertThat(accepted.removed()).containsExactly("fed-member-2");
      assertThat(cloud.asked())
          .containsSubsequence(
              "DeleteMembership fed-member-2",
              "AwaitLeft fed-member-2",
              "DeleteNodeGroup fed-member-2",
              "AwaitNodeGroupGone fed-member-2",
              "DeleteCluster fed-member-2",
              "AwaitClusterGone fed-member-2",
              "DeleteLaunchTemplate fed-member-2");
      assertThat(rig.settledAs(Outcome.COMPLETE).demo()).containsOnlyKeys("fed-member-1");
      assertThat(after.rejections()).isEmpty();
      assertThat(rig.federation.spec().memberSpecs())
          .extracting(MemberSpec::name)
          .containsExactly("fed-member-1");
      assertThat(rig.federation.removeMembers(removal(false, "fed-member-2")).isNothing()).isTrue();
    }
  }

  @Test
  void memberRemovedWhileItIsCreatedIsNotBuiltAnyFurther() {
    RecordingCloud cloud = new RecordingCloud().waiting("AwaitCluster fed-member-1", 1_000);
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.until(status -> cloud.asked().contains("AwaitCluster fed-member-1"));

      rig.federation.removeMembers(removal(false, "fed-member-1"));
      rig.until(status -> status.members().size() == 1);

      List<String> asked = cloud.asked();
      assertThat(asked).contains("DeleteCluster fed-member-1");
      assertThat(asked.subList(asked.indexOf("DeleteNodeGroup fed-member-1"), asked.size()))
          .noneMatch(call -> call.startsWith("Ensure") && call.contains("fed-member-1"))
          .noneMatch(call -> call.equals("AwaitCluster fed-member-1"));
      assertThat(rig.settledAs(Outcome.COMPLETE).members()).hasSize(1);
    }
  }

  @Test
  void keptClusterIsNotDeletedAndIsTakenBackByItsName() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();

      rig.federation.removeMembers(removal(true, "fed-member-1"));
      FederationStatus without = rig.until(status -> status.members().isEmpty());

      assertThat(without.kept()).containsExactly("fed-member-1");
      assertThat(cloud.asked()).contains("DeleteMembership fed-member-1");
      assertThat(cloud.asked()).noneMatch(call -> call.startsWith("DeleteCluster"));

      rig.federation.addMembers(added(List.of("fed-member-1")));

      assertThat(rig.settledAs(Outcome.COMPLETE).kept()).isEmpty();
      assertThat(Collections.frequency(cloud.asked(), "EnsureJoined fed-member-1")).isEqualTo(2);
    }
  }

  @Test
  void oldFileAppliedAgainRemovesNobody() {
    FederationDocument file = Documents.withMembers(2);
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(file, cloud)) {
      rig.settled();
      rig.federation.addMembers(added(List.of("paris")));
      rig.settledAs(Outcome.COMPLETE);

      Accepted accepted = rig.federation.applySpec(apply(file, false));

      assertThat(accepted.isNothing()).isTrue();
      assertThat(accepted.unlisted()).containsExactly("paris");
      FederationStatus after = rig.settledAs(Outcome.COMPLETE);
      assertThat(after.members()).hasSize(3);
      assertThat(after.unlisted()).containsExactly("paris");
      assertThat(cloud.asked()).noneMatch(call -> call.startsWith("Delete"));
    }
  }

  @Test
  void prunedMemberIsRemoved() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(3), cloud)) {
      rig.settled();

      Accepted accepted = rig.federation.applySpec(apply(Documents.withMembers(2), true));
      rig.until(status -> status.members().size() == 2);

      assertThat(accepted.removed()).containsExactly("fed-member-3");
      assertThat(cloud.asked()).contains("DeleteCluster fed-member-3");
    }
  }

  @Test
  void changedSpecConvergesWhereItDiffersAndNowhereElse() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();
      int karmada = Collections.frequency(cloud.asked(), "EnsurePki lb.example");

      Accepted accepted =
          rig.federation.applySpec(apply(Documents.withNodes(Documents.withMembers(1), 5), false));
      rig.settledAs(Outcome.COMPLETE);

      assertThat(accepted.changed()).containsExactly("spec.nodes.count");
      assertThat(Collections.frequency(cloud.asked(), "EnsureNodeGroup fed-parent")).isEqualTo(2);
      assertThat(Collections.frequency(cloud.asked(), "EnsureNodeGroup fed-member-1")).isEqualTo(2);
      assertThat(Collections.frequency(cloud.asked(), "EnsurePki lb.example")).isEqualTo(karmada);
    }
  }

  @Test
  void changedSpecCuresAParkedPreparation() {
    RecordingCloud cloud = new RecordingCloud().failing("FindNetwork eu-north-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      assertThat(rig.settled().parked()).hasSize(1);

      rig.federation.applySpec(apply(Documents.withNodes(Documents.withMembers(1), 5), false));

      assertThat(rig.settledAs(Outcome.COMPLETE).parked()).isEmpty();
    }
  }

  @Test
  void whatWasAbortedIsTakenUpByTheSameSpec() {
    FederationDocument file = Documents.withMembers(2);
    RecordingCloud cloud = new RecordingCloud().failing("EnsureNodeGroup fed-member-1", 1);
    try (Rig rig = new Rig(file, cloud)) {
      rig.settled();
      rig.federation.abortByUpdate(Rig.about("fed-member-1"));
      rig.settledAs(Outcome.ABORTED);

      rig.federation.applySpec(apply(file, false));

      assertThat(rig.settledAs(Outcome.COMPLETE).members())
          .allMatch(one -> one.state() == MemberStatus.State.READY);
    }
  }

  @Test
  void destroyTakesEverythingAwayInOrderAndEndsTheFederation() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(2), cloud)) {
      rig.settled();
      rig.federation.removeMembers(removal(true, "fed-member-2"));
      rig.until(status -> status.members().size() == 1);

      rig.federation.destroy(destroy("fed", "111122223333"));
      rig.ended();

      assertThat(rig.federation.status().phase()).isEqualTo(Phase.DESTROYED);
      List<String> asked = cloud.asked();
      assertThat(asked)
          .contains("DeleteCluster fed-member-1", "DeleteCluster fed-member-2")
          .containsSubsequence(
              "DeleteKarmada fed-parent",
              "AwaitKarmadaGone fed-parent",
              "DeleteNodeGroup fed-parent",
              "DeleteCluster fed-parent",
              "AwaitClusterGone fed-parent");
      assertThat(asked)
          .containsSubsequence(
              "AwaitCleared fed-parent",
              "DeleteNodeGroup fed-parent",
              "DeleteInterfaces fed-parent",
              "DeleteCluster fed-parent",
              "AwaitLeftoversGone fed-parent",
              "DeleteLaunchTemplate fed-parent");
      assertThat(asked.subList(asked.size() - 5, asked.size()))
          .satisfies(end -> assertThat(end.getFirst()).isEqualTo("AwaitSwept the rest"))
          .satisfies(end -> assertThat(end.getLast()).isEqualTo("AwaitSwept everything"))
          .filteredOn(call -> call.startsWith("DeleteRole"))
          .hasSize(3);
    }
  }

  @Test
  void clusterThatNobodyKnewOfGoesToo() {
    RecordingCloud cloud = new RecordingCloud();
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();
      cloud.harbouring("stray", "eu-north-1", "1234abcd1234");

      rig.federation.destroy(destroy("fed", "111122223333"));
      rig.ended();

      assertThat(cloud.asked())
          .containsSubsequence(
              "AwaitSwept the rest",
              "DeleteNodeGroup stray",
              "DeleteCluster stray",
              "AwaitSwept the rest",
              "AwaitSwept everything");
    }
  }

  /**
   * The sweep needs the launch template: it says what the cluster has left, and what it has not.
   */
  @ParameterizedTest
  @CsvSource({
    "DeleteCluster fed-member-1, fed-member-1/remove-control-plane",
    "AwaitLeftoversGone fed-member-1, fed-member-1/remove-leftovers"
  })
  void removalThatCannotBeIsSkippedAndTheSweepHasTheLastWord(String call, String step) {
    RecordingCloud cloud = new RecordingCloud().failing(call, 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();
      rig.federation.destroy(destroy("fed", "111122223333"));
      rig.until(status -> status.settled() && !status.parked().isEmpty());

      rig.federation.skipByUpdate(Rig.about(step));
      rig.ended();

      assertThat(cloud.asked())
          .contains("DeleteLaunchTemplate fed-parent")
          .doesNotContain("DeleteLaunchTemplate fed-member-1")
          .endsWith("AwaitSwept everything");
    }
  }

  @Test
  void destroyMeetsACreateThatIsUnderWay() {
    RecordingCloud cloud =
        new RecordingCloud()
            .waiting("AwaitCluster fed-member-1", 1_000)
            .waiting("AwaitCluster fed-parent", 1_000);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.until(status -> cloud.asked().contains("AwaitCluster fed-member-1"));

      rig.federation.destroy(destroy("fed", "111122223333"));
      rig.ended();

      List<String> asked = cloud.asked();
      assertThat(asked).contains("DeleteCluster fed-parent", "DeleteCluster fed-member-1");
      assertThat(asked.subList(asked.indexOf("DeleteCluster fed-member-1"), asked.size()))
          .noneMatch(call -> call.startsWith("Ensure") && call.contains("fed-member-1"));
    }
  }

  @Test
  void destroyBeforeAnythingStandsEndsAtOnce() {
    RecordingCloud cloud = new RecordingCloud().failing("FindIdentity eu-north-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();

      rig.federation.destroy(destroy("fed", "111122223333"));
      rig.ended();

      assertThat(cloud.asked()).noneMatch(call -> call.startsWith("Delete"));
    }
  }

  @Test
  void parkedRemovalIsTriedAgainByRetry() {
    RecordingCloud cloud = new RecordingCloud().failing("DeleteCluster fed-member-1", 1);
    try (Rig rig = new Rig(Documents.withMembers(1), cloud)) {
      rig.settled();
      rig.federation.removeMembers(removal(false, "fed-member-1"));
      FederationStatus parked = rig.until(status -> !status.parked().isEmpty());
      assertThat(parked.members())
          .extracting(MemberStatus::state)
          .containsExactly(MemberStatus.State.PARKED);

      rig.federation.retryByUpdate(Rig.about("fed-member-1"));

      assertThat(rig.until(status -> status.members().isEmpty()).parked()).isEmpty();
    }
  }

  private static void assertRefused(Runnable update, String reason) {
    assertThatThrownBy(update::run)
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(reason);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();
  }

  private static Received<AddMembers> added(List<String> names) {
    return Received.of(
        AddMembers.named(names.stream().map(MemberSpec::named).toList(), "tester", "because"));
  }

  private static Received<AddMembers> counted(int count, String requestId) {
    return Received.of(AddMembers.counted(count, requestId, "tester", "because"));
  }

  private static Received<RemoveMembers> removal(boolean keepCluster, String... names) {
    return Received.of(
        new RemoveMembers(
            List.of(names), keepCluster, Optional.of("tester"), Optional.of("because")));
  }

  private static Received<ApplySpec> apply(FederationDocument document, boolean prune) {
    return Received.of(
        new ApplySpec(document, prune, Optional.of("tester"), Optional.of("because")));
  }

  private static Received<Destroy> destroy(String name, String account) {
    return Received.of(new Destroy(name, account, Optional.of("tester"), Optional.of("because")));
  }
}
