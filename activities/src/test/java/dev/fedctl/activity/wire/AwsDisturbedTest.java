package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.wire.AwsCase.Site;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.Refusal;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every request of every step, as the ledger of an undisturbed run has them, meets every fault; in
 * the end everything is as in that run, and made once.
 */
@ExtendWith(CaseNames.class)
class AwsDisturbedTest {

  private static final String SITES = "dev.fedctl.activity.wire.AwsCase#sites";
  private static final String MUTATING = "dev.fedctl.activity.wire.AwsCase#mutatingSites";

  @ParameterizedTest
  @MethodSource(SITES)
  void throttledIsTriedAgainWithoutEnd(Site site) {
    try (AwsWire cloud = prepared(site, new Fault.Throttle())) {
      assertThat(failure(cloud, site).kind()).isEqualTo(FailureKind.THROTTLED);

      endsAsInPeace(cloud, site);
    }
  }

  @ParameterizedTest
  @MethodSource(SITES)
  void deniedIsSaidAtOnceWithAllThatAnOperatorNeeds(Site site) {
    Refusal refusal =
        new Refusal(
            switch (service(site)) {
              case "ec2" -> "UnauthorizedOperation";
              case "eks" -> "AccessDeniedException";
              default -> "AccessDenied";
            },
            403,
            "not you");
    try (AwsWire cloud = prepared(site, new Fault.Fail(refusal))) {
      FailureFacts facts = failure(cloud, site);

      assertThat(facts.kind()).isEqualTo(FailureKind.DENIED);
      assertThat(facts.message()).contains(site.call(), site.of().subject(), "not you");
      assertThat(facts.code()).contains(refusal.code());
      assertThat(facts.requestId()).isPresent();
      assertThat(facts.advice()).contains("permission");
      endsAsInPeace(cloud, site);
    }
  }

  @ParameterizedTest
  @MethodSource(SITES)
  void lostRequestEndsAsIfNothingHappened(Site site) {
    try (AwsWire cloud = prepared(site, new Fault.LostRequest())) {
      assertThat(failure(cloud, site).kind()).isEqualTo(FailureKind.UNAVAILABLE);

      endsAsInPeace(cloud, site);
    }
  }

  @ParameterizedTest
  @MethodSource(MUTATING)
  void lostReplyEndsAsIfNothingHappened(Site site) {
    try (AwsWire cloud = prepared(site, new Fault.LostReply())) {
      assertThat(failure(cloud, site).kind()).isEqualTo(FailureKind.UNAVAILABLE);

      endsAsInPeace(cloud, site);
    }
  }

  /** The request of a first attempt lands after a second one has looked, and made it all. */
  @ParameterizedTest
  @MethodSource(MUTATING)
  void lateEffectEndsAsIfNothingHappened(Site site) {
    Duration late = Duration.ofSeconds(40);
    try (AwsWire cloud = prepared(site, new Fault.LateEffect(late))) {
      assertThat(failure(cloud, site).kind()).isEqualTo(FailureKind.UNAVAILABLE);
      site.of().run(cloud);
      cloud.advance(late);

      endsAsInPeace(cloud, site);
    }
  }

  /** What is made does not show at first: the next attempts may fail, never make it twice. */
  @ParameterizedTest
  @MethodSource(MUTATING)
  void unseenAtFirstIsMadeOnce(Site site) {
    Duration hidden = Duration.ofSeconds(30);
    try (AwsWire cloud = prepared(site, new Fault.EventualVisibility(hidden))) {
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          site.of().run(cloud);
        } catch (TemporalFailure e) {
          assertThat(Failures.facts(e).kind()).isEqualTo(FailureKind.EVENTUAL);
        }
      }
      cloud.advance(hidden);

      endsAsInPeace(cloud, site);
    }
  }

  private static AwsWire prepared(Site site, Fault fault) {
    AwsWire cloud = new AwsWire(site.meets(fault));
    site.of().before().accept(cloud);
    cloud.disturb();
    return cloud;
  }

  private static FailureFacts failure(AwsWire cloud, Site site) {
    return AwsWire.failure(() -> site.of().run(cloud));
  }

  private static void endsAsInPeace(AwsWire cloud, Site site) {
    AwsCase.Peace peace = site.of().peace();
    Object result = site.of().run(cloud);
    cloud.settle();
    int mark = cloud.mark();
    if (site.of().again().isPresent()) {
      assertThat(site.of().run(cloud)).isEqualTo(site.of().again().get());
      assertThat(cloud.mutationsFrom(mark)).isEmpty();
    } else {
      assertThat(result).isEqualTo(peace.result());
    }
    assertThat(site.of().facts().apply(cloud)).isEqualTo(peace.facts());
    assertThat(cloud.sandbox.duplicates()).isEmpty();
    assertThat(createdWhileDisturbed(cloud)).isEqualTo(peace.created());
  }

  private static List<String> createdWhileDisturbed(AwsWire cloud) {
    double from = AwsWire.DISTURBED_FROM.toSeconds();
    return AwsCase.created(cloud.rows().stream().filter(row -> row.atSeconds() >= from).toList());
  }

  private static String service(Site site) {
    return site.call().substring(0, site.call().indexOf(':'));
  }
}
