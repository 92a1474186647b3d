package dev.fedctl.app.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of failure parks the one step that meets it, or cures itself; an operator decides. */
@Timeout(600)
class ParkedFederationTest {

  /** Each member meets another kind; the last one meets those that cure themselves. */
  private static final String FAULTS =
      """
      - {call: "eks:CreateNodegroup", subject: "f-member-1/*",
         fail: {code: AccessDeniedException, status: 403, message: "not allowed"}}
      - {call: "eks:CreateNodegroup", subject: "f-member-2/*",
         fail: {code: ResourceLimitExceededException, status: 400, message: "too many"}}
      - {call: "eks:CreateNodegroup", subject: "f-member-3/*",
         fail: {code: InvalidParameterException, status: 400, message: "no such thing"}}
      - {call: "eks:CreateNodegroup", subject: "f-member-4/*",
         fail: {code: InvalidRequestException, status: 400, message: "not in this state"}}
      - {call: "eks:CreateNodegroup", subject: "f-member-5/*",
         fail: {code: SerializationException, status: 400, message: "not understood"}}
      - {call: "eks:CreateNodegroup", subject: "f-member-6/*", delay: {by: 40m}}
      - {call: "eks:CreateNodegroup", subject: "f-member-7/*", hidden: {for: 40m}}
      - {call: "eks:CreateNodegroup", subject: "f-member-8/*", count: 5, throttle: true}
      - {call: "eks:CreateAddon", subject: "f-member-8/coredns", count: 5,
         fail: {code: ServiceUnavailableException, status: 503, message: "come again"}}
      - {call: "eks:CreateAddon", subject: "f-member-8/metrics-server",
         fail: {code: AccessDeniedException, status: 403, message: "not allowed"}}
      """;

  private static final Map<String, FailureKind> PARKED =
      Map.of(
          "f-member-1/node-group", FailureKind.DENIED,
          "f-member-2/node-group", FailureKind.QUOTA,
          "f-member-3/node-group", FailureKind.INVALID_SPEC,
          "f-member-4/node-group", FailureKind.UNEXPECTED_STATE,
          "f-member-5/node-group", FailureKind.INTERNAL,
          "f-member-6/node-group", FailureKind.NOT_READY,
          "f-member-7/node-group", FailureKind.EVENTUAL,
          "f-member-8/addon-metrics-server", FailureKind.DENIED);

  @Test
  void everyKindParksItsOneStepSilentlyAndOperatorsDecideByStepMemberAndForAll() {
    try (DisturbedFederation run = new DisturbedFederation(9, FAULTS)) {
      FederationStatus parked = run.settled();

      Map<String, ParkedStep> steps =
          parked.parked().stream().collect(Collectors.toMap(ParkedStep::step, Function.identity()));
      assertThat(steps.values().stream().collect(kinds())).isEqualTo(PARKED);
      eachSaysWhatAnOperatorNeeds(steps);
      othersHaveGoneOn(run, parked);
      nothingIsCalledFor(run, Duration.ofHours(6));

      // By step: the one that is named goes on, the others stay as they are.
      FederationStatus one = run.afterwards(FederationWorkflow::retry, "f-member-1/node-group");
      assertThat(one.parked())
          .extracting(ParkedStep::step)
          .hasSize(PARKED.size() - 1)
          .doesNotContain("f-member-1/node-group");
      assertThat(state(one, 1)).isEqualTo(MemberStatus.State.READY);

      // By member.
      FederationStatus skipped = run.afterwards(FederationWorkflow::skip, "f-member-8");
      assertThat(state(skipped, 8)).isEqualTo(MemberStatus.State.READY);
      assertThat(run.step("f-member-8/addon-metrics-server").state()).isEqualTo(State.SKIPPED);
      FederationStatus aborted = run.afterwards(FederationWorkflow::abort, "f-member-2");
      assertThat(state(aborted, 2)).isEqualTo(MemberStatus.State.ABORTED);

      // For all, also those that were given up: the deployment is open again.
      FederationStatus all = run.afterwards(FederationWorkflow::retry, "all");
      assertThat(all.parked()).isEmpty();
      assertThat(all.outcome()).contains(Outcome.COMPLETE);
      assertThat(IntStream.rangeClosed(1, 9).mapToObj(i -> state(all, i)))
          .containsOnly(MemberStatus.State.READY);
      run.assertNothingTwice();
      historyNamesWhoSaidItAndWhy(run);
    }
  }

  @Test
  void whatWaitsForCredentialsIsLookedAtOnceAMinuteAndNothingElseIs() {
    String faults =
        """
        - {call: "eks:CreateNodegroup", subject: "f-member-1/*", count: always,
           fail: {code: ExpiredTokenException, status: 403, message: "expired"}}
        """;
    try (DisturbedFederation run = new DisturbedFederation(1, faults)) {
      FederationStatus listed = run.settled();
      assertThat(listed.parked())
          .singleElement()
          .satisfies(
              step -> assertThat(step.facts().kind()).isEqualTo(FailureKind.EXPIRED_CREDENTIALS));
      run.pass(Duration.ofMinutes(2));
      int mark = run.rows().size();

      run.pass(Duration.ofHours(1));

      List<LedgerRow> rows = run.rows().subList(mark, run.rows().size());
      assertThat(run.answers("eks:CreateNodegroup", "f-member-1/nodes")).hasSizeBetween(45, 75);
      // Each look finds first whether it is there, and then tries to make it.
      assertThat(rows).hasSizeBetween(2 * 45, 2 * 65);
    }
  }

  private static void eachSaysWhatAnOperatorNeeds(Map<String, ParkedStep> steps) {
    assertThat(steps.values())
        .allSatisfy(
            step -> {
              assertThat(step.facts().advice()).isNotBlank();
              assertThat(step.facts().message()).contains(step.scope());
            });
    assertThat(steps.values())
        .filteredOn(step -> step.step().matches("f-member-[1-5]/.*"))
        .hasSize(5)
        .allSatisfy(
            step -> {
              assertThat(step.facts().code()).isPresent();
              assertThat(step.facts().requestId()).isPresent();
            });
  }

  private static void othersHaveGoneOn(DisturbedFederation run, FederationStatus status) {
    assertThat(status.outcome()).contains(Outcome.PARTIAL);
    assertThat(state(status, 9)).isEqualTo(MemberStatus.State.READY);
    assertThat(run.step("f-member-8/node-group").state()).isEqualTo(State.DONE);
    assertThat(run.step("f-member-8/addon-coredns").state()).isEqualTo(State.DONE);
    assertThat(run.step("f-member-1/addon-vpc-cni").state()).isEqualTo(State.DONE);
  }

  private static void nothingIsCalledFor(DisturbedFederation run, Duration time) {
    int mark = run.rows().size();
    run.pass(time);
    assertThat(run.rows().subList(mark, run.rows().size())).isEmpty();
  }

  private static void historyNamesWhoSaidItAndWhy(DisturbedFederation run) {
    String federation =
        run.workflows.fetchHistories().getFirst().getEvents().stream()
            .map(event -> event.toByteString().toString(UTF_8))
            .collect(Collectors.joining());
    assertThat(federation)
        .contains("\"actor\":\"ada\"", "\"reason\":\"it is cured\"", "\"target\":\"f-member-8\"");
  }

  private static Collector<ParkedStep, ?, Map<String, FailureKind>> kinds() {
    return Collectors.toMap(ParkedStep::step, step -> step.facts().kind());
  }

  private static MemberStatus.State state(FederationStatus status, int member) {
    return status.members().stream()
        .filter(one -> one.name().equals("f-member-" + member))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
