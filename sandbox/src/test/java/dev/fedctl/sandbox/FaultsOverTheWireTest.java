package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class FaultsOverTheWireTest {

  private static final String TRUST =
      """
      {"Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},\
      "Action":"sts:AssumeRole"}]}""";

  private static CloudUnderTest cloud(String call, Fault fault) {
    return new CloudUnderTest(new FaultRule(call, Optional.empty(), 0, 1, Duration.ZERO, fault));
  }

  private static void createRole(CloudUnderTest cloud) {
    cloud.iam().createRole(r -> r.roleName("a").assumeRolePolicyDocument(TRUST));
  }

  private static boolean hasRole(CloudUnderTest cloud) {
    try {
      return cloud.iam().getRole(r -> r.roleName("a")).role() != null;
    } catch (NoSuchEntityException e) {
      return false;
    }
  }

  /** Each request leaves one row; the answers of the rows of a call in order. */
  private static List<String> answers(CloudUnderTest cloud, String call) {
    return cloud.sandbox.ledger().rows().stream()
        .flatMap(
            row ->
                switch (row) {
                  case LedgerRow.Mutation m when m.call().equals(call) -> Stream.of(m.answer());
                  case LedgerRow.Read r when r.call().equals(call) -> Stream.of(r.answer());
                  default -> Stream.<String>empty();
                })
        .toList();
  }

  @Test
  void throttledCallHasNoEffect() {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.Throttle())) {
      assertThatThrownBy(() -> createRole(cloud))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling"));
      assertThat(hasRole(cloud)).isFalse();
      assertThat(answers(cloud, "iam:CreateRole")).containsExactly("refused");
    }
  }

  @Test
  void failedCallSaysWhatTheRuleSays() {
    Refusal refusal = new Refusal("AccessDenied", 403, "not you");
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.Fail(refusal))) {
      assertThatThrownBy(() -> createRole(cloud))
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("not you");
              });
      assertThat(hasRole(cloud)).isFalse();
    }
  }

  @Test
  void lostRequestHasNoEffectAndLeavesRow() {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.LostRequest())) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      assertThat(hasRole(cloud)).isFalse();
      assertThat(answers(cloud, "iam:CreateRole")).containsExactly("dropped");
      assertThat(cloud.sandbox.ledger().calls()).containsEntry("iam:CreateRole", 1);
    }
  }

  @Test
  void lostReplyHasItsEffect() {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.LostReply())) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      assertThat(hasRole(cloud)).isTrue();
      assertThat(answers(cloud, "iam:CreateRole")).containsExactly("lost");
    }
  }

  @Test
  void lateEffectComesLater() {
    Fault late = new Fault.LateEffect(Duration.ofSeconds(30));
    try (CloudUnderTest cloud = cloud("iam:CreateRole", late)) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      assertThat(hasRole(cloud)).isFalse();
      cloud.advance(Duration.ofSeconds(30));
      assertThat(hasRole(cloud)).isTrue();
      assertThat(answers(cloud, "iam:CreateRole")).containsExactly("dropped", "late");
    }
  }

  @Test
  void overtakenCallTakesEffectRightBeforeTheNextOfItsNameAndSubject() {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.Overtaken())) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      cloud.iam().createRole(r -> r.roleName("b").assumeRolePolicyDocument(TRUST));
      assertThat(hasRole(cloud)).isFalse();

      assertThatThrownBy(() -> createRole(cloud)).hasMessageContaining("already exists");

      assertThat(hasRole(cloud)).isTrue();
      assertThat(answers(cloud, "iam:CreateRole"))
          .containsExactly("dropped", "sent", "late", "refused");
    }
  }

  @Test
  void overtakenCallTakesEffectAfterFiveMinutesAtTheLatest() {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.Overtaken())) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      cloud.advance(Duration.ofMinutes(5).minusSeconds(1));
      assertThat(hasRole(cloud)).isFalse();
      cloud.advance(Duration.ofSeconds(1));
      assertThat(hasRole(cloud)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, false, dropped", "AFTER, true, lost", "ANSWERED, true, sent"})
  void callerDiesAtItsMoment(Fault.CallerDies.Moment moment, boolean effect, String answer) {
    try (CloudUnderTest cloud = cloud("iam:CreateRole", new Fault.CallerDies(moment))) {
      if (moment == Fault.CallerDies.Moment.ANSWERED) {
        createRole(cloud);
      } else {
        assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      }
      assertThat(cloud.deaths).hasValue(1);
      assertThat(hasRole(cloud)).isEqualTo(effect);
      assertThat(answers(cloud, "iam:CreateRole")).containsExactly(answer);
    }
  }

  @Test
  void callersAreEndedByNobodyUnlessSomebodySaidHow() {
    SandboxOptions options =
        SandboxOptions.of(new DrivenClock(), World.standard(CloudUnderTest.REGION, "v"));
    FaultPlan faults =
        new FaultPlan(
            List.of(
                new FaultRule(
                    "*",
                    Optional.empty(),
                    0,
                    1,
                    Duration.ZERO,
                    new Fault.CallerDies(Fault.CallerDies.Moment.BEFORE))));

    assertThatThrownBy(() -> options.withFaults(faults))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hiddenThingShowsLaterAndTakesItsNameAtOnce() {
    Fault hidden = new Fault.EventualVisibility(Duration.ofSeconds(30));
    try (CloudUnderTest cloud = cloud("iam:CreateRole", hidden)) {
      createRole(cloud);
      assertThat(hasRole(cloud)).isFalse();
      assertThatThrownBy(() -> createRole(cloud)).hasMessageContaining("already exists");
      cloud.advance(Duration.ofSeconds(30));
      assertThat(hasRole(cloud)).isTrue();
    }
  }

  @Test
  void lostReadLeavesRowToo() {
    try (CloudUnderTest cloud = cloud("iam:GetRole", new Fault.LostRequest())) {
      assertThatThrownBy(() -> cloud.iam().getRole(r -> r.roleName("fedctl-worker")))
          .isInstanceOf(SdkClientException.class);
      assertThat(answers(cloud, "iam:GetRole")).containsExactly("dropped");
    }
  }

  @Test
  void everyRequestLeavesOneRow() {
    try (CloudUnderTest cloud = cloud("iam:*", new Fault.LostReply())) {
      assertThatThrownBy(() -> createRole(cloud)).isInstanceOf(SdkClientException.class);
      hasRole(cloud);
      cloud.eks().listClusters();
      assertThatThrownBy(() -> cloud.eks().describeCluster(r -> r.name("none"))).isNotNull();
      Map<String, Integer> counted =
          cloud.sandbox.ledger().rows().stream()
              .map(
                  row ->
                      row instanceof LedgerRow.Mutation m
                          ? m.call()
                          : ((LedgerRow.Read) row).call())
              .collect(Collectors.toMap(call -> call, call -> 1, Integer::sum));
      assertThat(counted).isEqualTo(cloud.sandbox.ledger().calls());
    }
  }

  @Test
  void delayCountsInTheCriticalPath() {
    Fault delay = new Fault.Delay(Duration.ofMinutes(1));
    try (CloudUnderTest cloud = cloud("iam:CreateRole", delay)) {
      createRole(cloud);
      assertThat(cloud.sandbox.criticalPath().seconds()).isEqualTo(68);
      assertThat(cloud.sandbox.readiness()).isEmpty();
    }
  }
}
