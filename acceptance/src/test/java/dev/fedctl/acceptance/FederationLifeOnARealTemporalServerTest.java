package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowUpdateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A federation grows, shrinks and goes, by the messages that people send. */
class FederationLifeOnARealTemporalServerTest {

  /** Of a federation, a cluster and a membership together, for each member and deployment. */
  private static final long MOST_EVENTS = 300;

  private static final List<String> FIVE = List.of("berlin", "lyon", "oslo", "turin", "zagreb");

  @Test
  void growsByMessagesKeepsThemUnderAnOldFileAndLeavesNothing(
      @TempDir Path folder, TestReporter report) {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.complete(2);
      eventsStayFew(live, live.events(live.id()), List.of(member(1), member(2)), report);

      double signalled = now(live);
      live.untyped()
          .signal(
              FederationWorkflow.ADD_MEMBERS,
              Map.of("members", List.of(Map.of("name", "paris")), "actor", "a person"));
      live.complete(3);
      long before = live.events(live.id());
      double updated = now(live);
      Accepted five = live.federation().addMembers(named(FIVE));
      FederationStatus all = live.complete(8);

      assertThat(five.added()).isEqualTo(FIVE);
      assertThat(all.members())
          .extracting(MemberStatus::state)
          .containsOnly(MemberStatus.State.READY);
      eventsStayFew(live, live.events(live.id()) - before, FIVE, report);
      report.publishEntry(
          "seconds from message to first call",
          Stream.concat(
                  Stream.of(secondsTo(live, "paris", signalled)),
                  FIVE.stream().map(member -> secondsTo(live, member, updated)))
              .sorted()
              .map("%.2f"::formatted)
              .toList()
              .toString());

      oldFileRemovesNobody(live);
      refusedUpdatesLeaveNoEvent(live);
      removedMemberTakesItsClusterAlong(live);
      destroyedFederationLeavesNothing(live);
    }
  }

  private static void oldFileRemovesNobody(LiveFederation live) {
    Accepted old =
        live.federation()
            .applySpec(
                Received.of(
                    new ApplySpec(live.document(), false, Optional.empty(), Optional.empty())));

    assertThat(old.unlisted()).hasSize(6).contains("paris").containsAll(FIVE);
    assertThat(live.complete(8).unlisted()).hasSize(6);
    assertThat(live.rows())
        .flatExtracting(LedgerRow::effects)
        .noneMatch(effect -> effect.change().equals("deleted"));
  }

  private static void refusedUpdatesLeaveNoEvent(LiveFederation live) {
    long before = live.events(live.id());

    assertThatThrownBy(() -> live.federation().removeMembers(removal("nobody")))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThatThrownBy(() -> live.federation().destroy(destroy("999999999999", live)))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThatThrownBy(() -> live.federation().addMembers(named(List.of("karmada"))))
        .isInstanceOf(WorkflowUpdateException.class);

    assertThat(live.events(live.id())).isEqualTo(before);
  }

  private static void removedMemberTakesItsClusterAlong(LiveFederation live) {
    live.federation().removeMembers(removal("paris"));
    live.complete(7);

    assertThat(live.rows())
        .flatExtracting(LedgerRow::effects)
        .filteredOn(effect -> effect.kind().equals("eks:Cluster"))
        .filteredOn(effect -> effect.change().equals("deleted"))
        .singleElement()
        .satisfies(effect -> assertThat(effect.id()).endsWith("/paris"));
  }

  private static void destroyedFederationLeavesNothing(LiveFederation live) {
    live.federation().destroy(destroy(live.world().account(), live));
    live.until(
        "everything is gone",
        () ->
            live.untyped().describe().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);

    assertThat(Leftovers.in(live.rows()).left()).isEmpty();
    assertThat(live.sandbox().duplicates()).isEmpty();
    assertThat(live.sandbox().ledger().calls())
        .containsEntry("eks:CreateCluster", 9)
        .containsEntry("eks:DeleteCluster", 9);
  }

  private static void eventsStayFew(
      LiveFederation live, long ofFederation, List<String> members, TestReporter report) {
    String federation = live.document().name();
    long share = ofFederation / members.size();
    for (String member : members) {
      long own =
          live.events(WorkflowIds.cluster(federation, member))
              + live.events(WorkflowIds.member(federation, member));
      report.publishEntry(
          "events for " + member, "%d, and %d of the federation".formatted(own, share));
      assertThat(own + share).as(member).isLessThanOrEqualTo(MOST_EVENTS);
    }
  }

  private static double secondsTo(LiveFederation live, String member, double sent) {
    double first =
        live.rows().stream()
            .filter(row -> subject(row).startsWith(member))
            .findFirst()
            .orElseThrow()
            .atSeconds();
    return (first - sent) / LiveFederation.SPEED;
  }

  private static String subject(LedgerRow row) {
    return switch (row) {
      case LedgerRow.Mutation mutation -> mutation.subject();
      case LedgerRow.Read read -> read.subject();
      case LedgerRow.Ready ready -> ready.id();
      case LedgerRow.Path path -> path.what();
    };
  }

  private static double now(LiveFederation live) {
    return live.sandbox().kernel().secondsSinceStart(live.sandbox().kernel().now());
  }

  private static String member(int number) {
    return "karmada-guidance-member-" + number;
  }

  private static Received<AddMembers> named(List<String> members) {
    return Received.of(
        AddMembers.named(members.stream().map(MemberSpec::named).toList(), "tester", "because"));
  }

  private static Received<RemoveMembers> removal(String member) {
    return Received.of(
        new RemoveMembers(List.of(member), false, Optional.empty(), Optional.empty()));
  }

  private static Received<Destroy> destroy(String account, LiveFederation live) {
    return Received.of(
        new Destroy(live.document().name(), account, Optional.empty(), Optional.empty()));
  }
}
