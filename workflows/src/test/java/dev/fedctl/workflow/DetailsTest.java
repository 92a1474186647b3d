package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus.State;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.FederationStatus.ScopeStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.message.StepProgress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetailsTest {

  private static final Instant START = Instant.parse("2026-11-21T23:50:01.234Z");

  @Test
  void parkedStepSaysInOneLineWhatToSend() {
    assertThat(Details.steps("paris", List.of(), List.of(parked("paris", "denied", false))))
        .contains(
            """
            **paris/node-group is parked** (`DENIED`): denied

            **What to do**: grant it, then retry; to retry, send the signal `retry` with the data `{"target": "paris/node-group"}`

            """);
  }

  @Test
  void stepThatMayBeLeftOutSaysSo() {
    assertThat(Details.steps("paris", List.of(), List.of(parked("paris", "denied", true))))
        .contains("`{\"target\": \"paris/node-group\"}`, or `skip` to do without it\n");
  }

  @Test
  void whatAVendorSaysIsNoMarkdown() {
    assertThat(
            Details.steps(
                "paris",
                List.of(),
                List.of(parked("paris", "arn:aws:iam::*:role/a_b_c\n# <b>|`$", false))))
        .contains("arn:aws:iam::\\*:role/a\\_b\\_c \\# \\<b\\>\\|\\`\\$\n");
  }

  @Test
  void stepsHaveShortNamesAndTimes() {
    assertThat(
            spaced(
                Details.steps(
                    "paris",
                    List.of(
                        step("paris/control-plane", StepProgress.State.DONE, 5, 0),
                        step("paris/node-group", StepProgress.State.WAITING, 0, 20),
                        step("demo/deploy", StepProgress.State.PENDING, 0, 0)),
                    List.of())))
        .isEqualTo(
            """
            | step |    state |    since (UTC) |    end |
            |:---|:---|:---|:---|
            | control-plane |    done |    21 Nov 23:50:01 |    23:55:01 |
            | node-group |    waiting |    21 Nov 23:50:01 |    expected 22 Nov 00:10:01 |
            | demo/deploy |    pending |  |  |
            """);
  }

  @Test
  void federationShowsPhaseMembersAndDemoParkedMembersFirst() {
    FederationStatus status =
        status(
            List.of(member("lyon", State.READY), member("paris", State.PARKED)),
            List.of(parked("paris", "denied", false)),
            Map.of("lyon", 4));

    assertThat(spaced(Details.federation(status, List.of(), List.of())))
        .startsWith("**Partial**: 1 of 2 members ready, 1 step is parked\n\n**paris/node-group")
        .contains(
            """
            | cluster |    state |    since (UTC) |    demo |
            |:---|:---|:---|:---|
            | parent |    Ready |    21 Nov 23:50 |  |
            | paris |    Parked |  |  |
            | lyon |    Ready |    21 Nov 23:50 |    4 |
            """);
  }

  @Test
  void signalThatWasNotFollowedIsShownWithItsReason() {
    assertThat(spaced(Details.refusal(new Rejection("addMembers", "no [name]", START))))
        .isEqualTo(
            "**Signal `addMembers` of 21 Nov 23:50:01 UTC was not followed**: no \\[name\\]\n\n");
  }

  @Test
  void theyStayBelowTemporalsLimitHoweverMuchThereIsToSay() {
    String longest = "m".repeat(44);
    List<String> names = IntStream.range(1000, 2000).mapToObj(i -> longest + i).toList();
    String message = "*".repeat(5_000);
    FederationStatus status =
        status(
            names.stream().map(name -> member(name, State.PARKED)).toList(),
            names.stream().map(name -> parked(name, message, true)).toList(),
            names.stream().collect(Collectors.toMap(name -> name, name -> 1)));

    String details =
        Details.federation(
            status,
            names.stream().map(name -> step(name, StepProgress.State.DONE, 1, 1)).toList(),
            IntStream.range(0, 10).mapToObj(i -> new Rejection("retry", message, START)).toList());

    assertThat(details.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
    assertThat(details).contains("… and 950 members more").contains("… and 995 parked steps more");
  }

  @Test
  void whatWasMendedIsTold() {
    Repair repair =
        new Repair(
            "a/node-group",
            Cure.How.REMAKE,
            "it is CREATE_FAILED (Rate exceeded)",
            Optional.of("IamThrottling"),
            1,
            false,
            START);
    StepProgress mended =
        new StepProgress(
            "a/node-group",
            "title",
            StepProgress.State.DONE,
            Optional.of(START),
            Optional.empty(),
            Optional.of(START),
            Optional.empty(),
            0,
            List.of(repair));

    String details = spaced(Details.steps("a", List.of(mended), List.of()));

    assertThat(details)
        .contains("**a/node-group was made anew** at ")
        .contains("it is CREATE\\_FAILED (Rate exceeded)");
  }

  /** With ordinary spaces for those at which no line breaks. */
  private static String spaced(String details) {
    return details.replace('\u00a0', ' ');
  }

  private static FederationStatus status(
      List<MemberStatus> members, List<ParkedStep> parked, Map<String, Integer> demo) {
    return new FederationStatus(
        "f",
        "eu-north-1",
        Optional.empty(),
        Phase.PARTIAL,
        Optional.of(Outcome.PARTIAL),
        true,
        Optional.empty(),
        START,
        Optional.of(START),
        members,
        parked,
        List.of(),
        demo,
        Optional.empty(),
        "parent",
        List.of(new ScopeStatus("parent", Stage.READY, Optional.of(START))),
        List.of(),
        List.of(),
        List.of());
  }

  private static MemberStatus member(String name, State state) {
    return new MemberStatus(
        name, "eu-north-1", state, state == State.READY ? Optional.of(START) : Optional.empty());
  }

  private static ParkedStep parked(String scope, String message, boolean skippable) {
    return new ParkedStep(
        scope + "/node-group",
        scope,
        skippable,
        FailureFacts.of(FailureKind.DENIED, message, "grant it, then retry"),
        START);
  }

  /** Minutes after the start; 0 for never. */
  private static StepProgress step(String id, StepProgress.State state, int ended, int expected) {
    return new StepProgress(
        id,
        "title",
        state,
        state == StepProgress.State.PENDING ? Optional.empty() : Optional.of(START),
        Optional.empty(),
        ended == 0 ? Optional.empty() : Optional.of(START.plusSeconds(60L * ended)),
        expected == 0 ? Optional.empty() : Optional.of(START.plusSeconds(60L * expected)),
        0,
        List.of());
  }
}
