package dev.fedctl.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaitsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Patience MINUTE = Patience.of(START, Duration.ofMinutes(1));

  @Test
  void whatIsThereEndsTheWaitWithTheNumberOfLooks() {
    Awaited<String> awaited = Waits.settle(MINUTE, Look.ready("it"), attempt(7, 50));

    assertThat(awaited).isEqualTo(new Awaited<>("it", 7));
  }

  @Test
  void whatIsNotThereIsLookedAtAgainWithoutAlarm() {
    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(() -> Waits.settle(MINUTE, Look.notYet("not there", "wait"), attempt(2, 30)))
        .satisfies(
            failure -> {
              assertThat(failure.getType()).isEqualTo("NOT_READY");
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
              assertThat(failure.getNextRetryDelay())
                  .isEqualTo(MINUTE.nextLook(Duration.ofSeconds(30), 0.5));
              assertThat(failure.getStackTrace()).isEmpty();
            });
  }

  @Test
  void exhaustedPatienceEndsTheWait() {
    long limit = MINUTE.limit().toSeconds();

    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(() -> Waits.settle(MINUTE, Look.notYet("not there", "wait"), attempt(9, limit)))
        .satisfies(failure -> assertThat(failure.isNonRetryable()).isTrue());
  }

  @Test
  void secretInAStateDoesNotComeOut() {
    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(
            () ->
                Waits.settle(MINUTE, Look.notYet("token k8s-aws-v1.SECRET", "wait"), attempt(1, 0)))
        .withMessageNotContaining("SECRET");
  }

  @ParameterizedTest
  @CsvSource({"1, 1125", "2, 2250", "4, 9000", "5, 16875", "60, 16875"})
  void eventualIsRetriedWithGrowingDelays(int attempt, long millis) {
    ApplicationFailure failure = Waits.failure(facts(FailureKind.EVENTUAL), attempt(attempt, 299));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void eventualEndsAfterFiveMinutes() {
    assertThat(Waits.failure(facts(FailureKind.EVENTUAL), attempt(3, 300)).isNonRetryable())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1125", "7, 67500", "60, 67500"})
  void whatTheCloudIsBusyWithIsWaitedForWithGrowingDelays(int attempt, long millis) {
    ApplicationFailure failure = Waits.busy("is CREATING", "wait", attempt(attempt, 3_599));

    assertThat(failure.getType()).isEqualTo("EVENTUAL");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void whatTheCloudIsBusyWithForAnHourIsGivenUp() {
    assertThat(Waits.busy("is CREATING", "wait", attempt(9, 3_600)).isNonRetryable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE", "EXPIRED_CREDENTIALS"})
  void whatCuresItselfIsRetriedWithoutEnd(FailureKind kind) {
    assertThat(Waits.failure(facts(kind), attempt(10_000, 1_000_000)).isNonRetryable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_SPEC", "DENIED", "QUOTA", "CONFLICT", "INTERNAL"})
  void whatNeedsAnOperatorEndsAtOnce(FailureKind kind) {
    assertThat(Waits.failure(facts(kind), attempt(1, 0)).isNonRetryable()).isTrue();
  }

  @Test
  void fasterPaceLooksSoonerInTheSameProportion() {
    Patience tenMinutes = Patience.of(START, Duration.ofMinutes(10));
    Attempt halfWay = new Attempt(START, START.plusSeconds(5), 2, 0.5, 60);

    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(() -> Waits.settle(tenMinutes, Look.notYet("not there", "wait"), halfWay))
        .satisfies(
            failure ->
                assertThat(failure.getNextRetryDelay())
                    .isEqualTo(tenMinutes.nextLook(Duration.ofMinutes(5), 0.5).dividedBy(60)));
  }

  @Test
  void fasterPaceDoesNotGiveUpForABusyMachine() {
    Patience second = Patience.of(START, Duration.ofSeconds(1));

    assertThat(endsAfter(second, 59)).isFalse();
    assertThat(endsAfter(second, 61)).isTrue();
  }

  @Test
  void fastestPaceKeepsADistanceBetweenLooks() {
    Attempt attempt = new Attempt(START, START, 1, 0.5, 10_000);

    assertThat(Waits.failure(facts(FailureKind.EVENTUAL), attempt).getNextRetryDelay())
        .isEqualTo(Duration.ofMillis(100));
  }

  private static boolean endsAfter(Patience patience, long seconds) {
    Attempt attempt = new Attempt(START, START.plusSeconds(seconds), 9, 0.5, 1_000);
    try {
      Waits.settle(patience, Look.notYet("not there", "wait"), attempt);
      throw new AssertionError("nothing was there");
    } catch (ApplicationFailure failure) {
      return failure.isNonRetryable();
    }
  }

  private static FailureFacts facts(FailureKind kind) {
    return FailureFacts.of(kind, "message", "advice");
  }

  private static Attempt attempt(int number, long seconds) {
    return new Attempt(START, START.plusSeconds(seconds), number, 0.5, 1);
  }
}
