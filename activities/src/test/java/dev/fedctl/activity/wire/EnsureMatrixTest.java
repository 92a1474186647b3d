package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.temporal.failure.TemporalFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnsureMatrixTest {

  @ParameterizedTest
  @EnumSource
  void absentIsMadeAndThenLeftAlone(Ensure step) {
    try (WireCloud cloud = prepared(step)) {
      assertThat(step.look(cloud)).isNull();
      StepOutcome first = step.run(cloud);
      assertThat(first).isIn(StepOutcome.CREATED, ofCrds(step));
      GenericKubernetesResource made = step.look(cloud);
      assertThat(made).isNotNull();

      int before = cloud.rows().size();
      assertThat(step.run(cloud)).isEqualTo(StepOutcome.UNCHANGED);
      assertThat(cloud.effectsFrom(before)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void differentIsConverged(Ensure step) {
    try (WireCloud cloud = made(step)) {
      Object wanted = step.value(cloud);
      step.meddle(cloud);
      assertThat(step.value(cloud)).isNotEqualTo(wanted);

      assertThat(step.run(cloud)).isIn(StepOutcome.UPDATED, ofCrds(step));

      assertThat(step.value(cloud)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @MethodSource("amongStrangers")
  void foreignIsConflictAndUntouched(Ensure step) {
    try (WireCloud cloud = made(step)) {
      step.patch(
          cloud,
          "{\"metadata\":{\"annotations\":{\"fedctl.dev/federation-id\":"
              + "\"00000000-0000-5000-8000-000000000000\"}}}");
      GenericKubernetesResource theirs = Objects.requireNonNull(step.look(cloud));

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);

      assertThat(step.look(cloud)).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @MethodSource("amongStrangers")
  void leftoverOfAnEarlierLifeIsConflictAndUntouched(Ensure step) {
    try (WireCloud cloud = made(step)) {
      step.patch(
          cloud,
          "{\"metadata\":{\"annotations\":{\"fedctl.dev/generation\":\"fedcba9876543210\"}}}");
      GenericKubernetesResource old = Objects.requireNonNull(step.look(cloud));

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.CONFLICT);

      assertThat(step.look(cloud)).isEqualTo(old);
    }
  }

  @ParameterizedTest
  @MethodSource("alone")
  void foreignIsTakenOverWhereTheApiIsOurs(Ensure step) {
    try (WireCloud cloud = made(step)) {
      step.patch(
          cloud,
          "{\"metadata\":{\"annotations\":{\"fedctl.dev/federation-id\":"
              + "\"00000000-0000-5000-8000-000000000000\"}}}");

      assertThat(step.run(cloud)).isIn(StepOutcome.UPDATED, ofCrds(step));

      assertThat(Objects.requireNonNull(step.look(cloud)).getMetadata().getAnnotations())
          .containsEntry(
              "fedctl.dev/federation-id", Specs.claim("any").owner().federationId().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void goingIsWaitedForAndThenMadeAgain(Ensure step) {
    try (WireCloud cloud = made(step)) {
      step.patch(cloud, "{\"metadata\":{\"finalizers\":[\"tests.fedctl.dev/hold\"]}}");
      step.delete(cloud);
      int before = cloud.rows().size();

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.EVENTUAL);
      assertThat(cloud.effectsFrom(before))
          .noneMatch(
              effect ->
                  effect.kind().equals("k8s:" + step.kind())
                      && effect.id().endsWith("/" + step.objectName()));

      step.patch(cloud, "{\"metadata\":{\"finalizers\":null}}");
      step.run(cloud);
      assertThat(step.look(cloud))
          .isNotNull()
          .satisfies(found -> assertThat(found.getMetadata().getDeletionTimestamp()).isNull());
    }
  }

  /** What goes by itself is in nobody's way: there is nothing for a person to remove. */
  @ParameterizedTest
  @MethodSource("amongStrangers")
  void goingOfOthersIsWaitedForToo(Ensure step) {
    try (WireCloud cloud = made(step)) {
      step.patch(
          cloud,
          "{\"metadata\":{\"finalizers\":[\"tests.fedctl.dev/hold\"],\"annotations\":"
              + "{\"fedctl.dev/federation-id\":\"00000000-0000-5000-8000-000000000000\"}}}");
      step.delete(cloud);

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.EVENTUAL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void deniedIsSaidAtOnce(Ensure step) {
    try (WireCloud cloud =
        prepared(step, fault(step, new Fault.Fail(new Refusal("Forbidden", 403, "not you"))))) {
      cloud.disturb();

      FailureFacts facts = failure(() -> step.run(cloud));

      assertThat(facts.kind()).isEqualTo(FailureKind.DENIED);
      assertThat(facts.message()).contains("not you");
      assertThat(facts.code()).contains("403");
    }
  }

  @ParameterizedTest
  @MethodSource("inTheHost")
  void withoutAccessIsSaidAtOnce(Ensure step) {
    try (WireCloud cloud = prepared(step)) {
      cloud.revoke(Specs.PARENT);

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.DENIED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void throttledIsTriedAgainWithoutEnd(Ensure step) {
    try (WireCloud cloud = prepared(step, fault(step, new Fault.Throttle()))) {
      cloud.disturb();

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.THROTTLED);

      step.run(cloud);
      assertThat(step.look(cloud)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void lostReplyEndsAsIfNothingHappened(Ensure step) {
    try (WireCloud cloud = prepared(step, fault(step, new Fault.LostReply()))) {
      cloud.disturb();

      assertThat(failure(() -> step.run(cloud)).kind()).isEqualTo(FailureKind.UNAVAILABLE);
      step.run(cloud);

      int before = cloud.rows().size();
      step.run(cloud);
      assertThat(cloud.effectsFrom(before)).isEmpty();
      assertThat(
              cloud.effectsFrom(0).stream()
                  .filter(effect -> effect.change().equals("created"))
                  .filter(effect -> effect.id().endsWith("/" + step.objectName()))
                  .filter(effect -> effect.kind().equals("k8s:" + step.kind()))
                  .map(effect -> effect.id()))
          .doesNotHaveDuplicates()
          .isNotEmpty();
      assertThat(cloud.sandbox.duplicates()).isEmpty();
    }
  }

  static Stream<Ensure> amongStrangers() {
    return Stream.of(Ensure.values()).filter(Ensure::meetsStrangers);
  }

  static Stream<Ensure> alone() {
    return Stream.of(Ensure.values()).filter(step -> !step.meetsStrangers());
  }

  static Stream<Ensure> inTheHost() {
    return Stream.of(Ensure.values()).filter(step -> step.place() == Ensure.Place.HOST);
  }

  private static FaultRule fault(Ensure step, Fault fault) {
    // Creates are POSTs for the certificates, and apply patches for the rest.
    return new FaultRule(
        "k8s:patch " + step.resource(),
        Optional.of("*/" + step.objectName()),
        0,
        1,
        WireCloud.DISTURBED_FROM,
        fault);
  }

  private static WireCloud prepared(Ensure step, FaultRule... faults) {
    WireCloud cloud = new WireCloud(faults);
    step.prepare(cloud);
    return cloud;
  }

  private static WireCloud made(Ensure step) {
    WireCloud cloud = prepared(step);
    step.run(cloud);
    return cloud;
  }

  /** The definitions' step reports no outcome. */
  private static StepOutcome ofCrds(Ensure step) {
    return step == Ensure.CRDS ? StepOutcome.UNCHANGED : StepOutcome.CREATED;
  }

  private static FailureFacts failure(ThrowingCallable step) {
    FailureFacts[] facts = new FailureFacts[1];
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            TemporalFailure.class, failure -> facts[0] = Failures.facts(failure));
    return Objects.requireNonNull(facts[0]);
  }
}
