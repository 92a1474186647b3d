package dev.fedctl.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultFileTest {

  private static final FaultFile FILE = new FaultFile(KnownCalls.names());

  private static Optional<Fault> met(FaultPlan plan, String call, String subject, Duration at) {
    return plan.next(call, subject, at);
  }

  static Stream<Arguments> everyKind() {
    return Stream.of(
        Arguments.of("throttle: true", new Fault.Throttle()),
        Arguments.of(
            "fail: {code: AccessDeniedException, status: 403, message: no}",
            new Fault.Fail(new Refusal("AccessDeniedException", 403, "no"))),
        Arguments.of("lostRequest: true", new Fault.LostRequest()),
        Arguments.of("lostReply: true", new Fault.LostReply()),
        Arguments.of("lateEffect: {after: 30s}", new Fault.LateEffect(Duration.ofSeconds(30))),
        Arguments.of("overtaken: true", new Fault.Overtaken()),
        Arguments.of("callerDies: before", new Fault.CallerDies(Fault.CallerDies.Moment.BEFORE)),
        Arguments.of("callerDies: after", new Fault.CallerDies(Fault.CallerDies.Moment.AFTER)),
        Arguments.of(
            "callerDies: answered", new Fault.CallerDies(Fault.CallerDies.Moment.ANSWERED)),
        Arguments.of("hidden: {for: 1m30s}", new Fault.EventualVisibility(Duration.ofSeconds(90))),
        Arguments.of("delay: {by: 5m}", new Fault.Delay(Duration.ofMinutes(5))),
        Arguments.of(
            "outcome: {state: FAILED, code: IamThrottling}",
            new Fault.Outcome("FAILED", Optional.of("IamThrottling"), Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyKindOfFaultIsRead(String kind, Fault fault) {
    FaultPlan plan = FILE.read("f", "[{call: 'eks:CreateCluster', " + kind + "}]");
    assertThat(met(plan, "eks:CreateCluster", "a", Duration.ZERO)).contains(fault);
    assertThat(met(plan, "eks:CreateCluster", "a", Duration.ZERO)).isEmpty();
  }

  @Test
  void ruleMeetsWhatItNamesSoOftenAndFromThen() {
    FaultPlan plan =
        FILE.read(
            "f",
            """
            - call: eks:Describe*
              subject: karmada-*/workers
              skip: 1
              count: 2
              from: 10m
              throttle: true
            """);
    Duration late = Duration.ofMinutes(11);
    assertThat(met(plan, "eks:DescribeNodegroup", "karmada-a/workers", Duration.ZERO)).isEmpty();
    assertThat(met(plan, "eks:DescribeNodegroup", "other/workers", late)).isEmpty();
    assertThat(met(plan, "eks:DescribeNodegroup", "karmada-a/workers", late)).isEmpty();
    assertThat(met(plan, "eks:DescribeNodegroup", "karmada-a/workers", late)).isPresent();
    assertThat(met(plan, "eks:DescribeNodegroup", "karmada-b/workers", late)).isPresent();
    assertThat(met(plan, "eks:DescribeNodegroup", "karmada-a/workers", late)).isEmpty();
  }

  @Test
  void countAlwaysNeverEnds() {
    FaultPlan plan =
        FILE.read("f", "[{call: 'iam:CreateRole', skip: 2, count: always, throttle: true}]");
    for (int i = 0; i < 2; i++) {
      assertThat(met(plan, "iam:CreateRole", "", Duration.ZERO)).isEmpty();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(met(plan, "iam:CreateRole", "", Duration.ZERO)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eks:CreateCluster",
        "eks:*",
        "*",
        "*:Describe*",
        "elasticloadbalancing:DescribeLoadBalancers",
        "k8s:patch deployments",
        "k8s:create serviceaccounts/token",
        "k8s:* secrets",
        "k8s:pat*",
      })
  void callsThatExistAreTaken(String call) {
    assertThat(FILE.read("f", "[{call: '" + call + "', throttle: true}]")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eks:CreateClusters",
        "createCluster",
        "s3:*",
        "elb:DescribeLoadBalancers",
        "k8s:apply deployments",
        "k8s:patch",
        "k8s:remove*",
        "eks:create*",
      })
  void callsThatCannotExistAreRefused(String call) {
    assertThatThrownBy(() -> FILE.read("f", "[{call: '" + call + "', throttle: true}]"))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageStartingWith(
            "f:1:9: [0].call: found \"" + call + "\", which no request is called; ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|f:1:1: found a map; a list is wanted",
        "[{call: 'sts:*'}]|f:1:2: [0]: says nothing that is to happen; exactly one of: throttle",
        "[{call: 'sts:*', throttle: true, lostReply: true}]|f:1:2: [0]: says throttle and lostReply; exactly one of",
        "[{call: 'sts:*', throttle: false}]|f:1:28: [0].throttle: found false; true is wanted",
        "[{call: 'sts:*', count: 0, throttle: true}]|f:1:25: [0].count: found the number 0; a whole number of at least 1",
        "[{call: 'sts:*', skip: -1, throttle: true}]|f:1:24: [0].skip: found the number -1; a whole number of at least 0",
        "[{call: 'sts:*', from: 5, throttle: true}]|f:1:24: [0].from: found the number 5; a duration is wanted",
        "[{call: 'sts:*', delay: 5m}]|f:1:25: [0].delay: found the text \"5m\"; a map is wanted",
        "[{call: 'sts:*', delay: {}}]|f:1:25: [0].delay: lacks \"by\"; it is required",
        "[{call: 'sts:*', fail: {code: X, status: 200}}]|f:1:42: [0].fail.status: found the number 200; a whole number of at least 400",
        "[{call: 'sts:*', fail: {code: X, status: 600}}]|f:1:42: [0].fail.status: found 600; an HTTP status from 400 to 599",
        "[{call: 'sts:*', often: 3}]|f:1:18: [0].often: is not known; known here: call, subject",
        "[{call: 'k8s:create secrets', hidden: {for: 5s}}]|f:1:39: [0].hidden: found for call \"k8s:create secrets\"; a call of AWS's alone",
        "[{call: 'k8s:*', hidden: {for: 5s}}]|f:1:26: [0].hidden: found for call \"k8s:*\"; a call of AWS's alone",
        "[{throttle: true}]|f:1:2: [0]: lacks \"call\"; it is required",
        "x|f:1:1: found the text \"x\"; a list is wanted",
        "[x]|f:1:2: [0]: found the text \"x\"; a map is wanted",
        "[{call: 5, throttle: true}]|f:1:9: [0].call: found the number 5; a text is wanted: put it in quotes",
        "[{call: [], throttle: true}]|f:1:9: [0].call: found a list; a text is wanted",
        "[{call: 'sts:*', subject: 7, throttle: true}]|f:1:27: [0].subject: found the number 7; a text is wanted: put it in quotes",
        "[{call: 'sts:*', skip: one, throttle: true}]|f:1:24: [0].skip: found the text \"one\"; a whole number of at least 0",
        "[{call: 'sts:*', skip: 1.5, throttle: true}]|f:1:24: [0].skip: found the number 1.5; a whole number of at least 0",
        "[{call: 'sts:*', count: never, throttle: true}]|f:1:25: [0].count: found the text \"never\"; a whole number of at least 1",
        "[{call: 'sts:*', count: 3000000000, throttle: true}]|f:1:25: [0].count: found the number 3000000000; a whole number of at most 2147483647",
        "[{call: 'sts:*', from: soon, throttle: true}]|f:1:24: [0].from: found the text \"soon\"; a duration is wanted, such as 30s",
        "[{call: 'sts:*', throttle: 'true'}]|f:1:28: [0].throttle: found the text \"true\"; true or false is wanted",
        "[{call: 'sts:*', throttle: {}}]|f:1:28: [0].throttle: found a map; true or false is wanted",
        "[{call: 'sts:*', throttle: true, throttle: true}]|f:1:34: [0].throttle: stands here for the second time; a key stands once",
        "[{call: 'sts:*', fail: {status: 400}}]|f:1:24: [0].fail: lacks \"code\"; it is required",
        "[{call: 'sts:*', fail: {code: X}}]|f:1:24: [0].fail: lacks \"status\"; it is required",
        "[{call: 'sts:*', fail: {code: 7, status: 400}}]|f:1:31: [0].fail.code: found the number 7; a text is wanted",
        "[{call: 'sts:*', fail: {code: X, status: '400'}}]|f:1:42: [0].fail.status: found the text \"400\"; a whole number",
        "[{call: 'sts:*', fail: {code: X, status: 400, colour: red}}]|f:1:47: [0].fail.colour: is not known; known here: code, status, message",
        "[{call: 'sts:*', overtaken: false}]|f:1:29: [0].overtaken: found false; true is wanted",
        "[{call: 'sts:*', callerDies: later}]|f:1:30: [0].callerDies: found \"later\"; allowed: before, after, answered",
        "[{call: 'sts:*', callerDies: true}]|f:1:30: [0].callerDies: found true; a text is wanted",
        "[{call: 'sts:*', lateEffect: {by: 5s}}]|f:1:31: [0].lateEffect.by: is not known; known here: after",
        "[{call: 'sts:*', hidden: {for: 5}}]|f:1:32: [0].hidden.for: found the number 5; a duration is wanted",
        "[{call: 'eks:CreateCluster', outcome: {}}]|f:1:39: [0].outcome: lacks \"state\"; it is required",
        "[{call: 'eks:CreateCluster', outcome: {state: BROKEN}}]|f:1:47: [0].outcome.state: found \"BROKEN\"; allowed: FAILED",
        "[{call: 'eks:Create*', outcome: {state: DELETE_FAILED}}]|f:1:41: [0].outcome.state: found \"DELETE_FAILED\"; allowed: CREATE_FAILED, DEGRADED, FAILED",
        "[{call: 'iam:CreateRole', outcome: {state: FAILED}}]|f:1:44: [0].outcome.state: found a bad end of iam:CreateRole, which starts nothing that ends later; calls that do: eks:CreateAddon, eks:CreateCluster",
      })
  void badRulesAreRefusedAtTheirPlace(String text, String message) {
    assertThatThrownBy(() -> FILE.read("f", text))
        .isInstanceOfSatisfying(
            InvalidSetupException.class, e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .hasMessageStartingWith(message);
  }

  @Test
  void serverOfItsOwnRefusesToEndItsCallers() {
    assertThatThrownBy(
            () ->
                FaultFile.ofServer(KnownCalls.names())
                    .read("f", "[{call: 'sts:*', callerDies: after}]"))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessage(
            "f:1:30: [0].callerDies: a server of its own cannot end those who call it; fedctl"
                + " rehearse --faults can");
  }
}
