package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A member leaves and Karmada is removed, while every request of that, as the ledger of an
 * undisturbed run has them, meets a fault when it is first made; in the end the same is gone.
 */
class KubernetesRemovalDisturbedTest {

  private static final Duration LATE = Duration.ofSeconds(20);

  /** A request by what it asks for and of what. */
  private record Site(String call, String subject, boolean mutating) {

    FaultRule meets(Fault fault) {
      return new FaultRule(call, Optional.of(subject), 0, 1, WireCloud.DISTURBED_FROM, fault);
    }
  }

  /** What happens to requests, and what an attempt that meets it fails with. */
  // What the constants hold are lambdas that keep no state of their own.
  @SuppressWarnings("ImmutableEnumChecker")
  enum Disturbance {
    THROTTLED(FailureKind.THROTTLED, false, site -> new Fault.Throttle()),
    DENIED(
        FailureKind.DENIED,
        false,
        site ->
            new Fault.Fail(
                new Refusal(
                    site.call().startsWith("eks:")
                        ? "AccessDeniedException"
                        : site.call().startsWith("k8s:") ? "Forbidden" : "AccessDenied",
                    403,
                    "not you"))),
    // A read that is lost the JDK's client sends again by itself.
    LOST_REQUEST(FailureKind.UNAVAILABLE, true, site -> new Fault.LostRequest()),
    LOST_REPLY(FailureKind.UNAVAILABLE, true, site -> new Fault.LostReply()),
    LATE_EFFECT(FailureKind.UNAVAILABLE, true, site -> new Fault.LateEffect(LATE));

    private final FailureKind kind;
    private final boolean mutatingOnly;
    private final Function<Site, Fault> fault;

    Disturbance(FailureKind kind, boolean mutatingOnly, Function<Site, Fault> fault) {
      this.kind = kind;
      this.mutatingOnly = mutatingOnly;
      this.fault = fault;
    }

    /** An API of Kubernetes that lets nobody in counts as one that does not answer. */
    private FailureKind met(Site site) {
      return this == DENIED && site.call().startsWith("k8s:") ? FailureKind.UNAVAILABLE : kind;
    }
  }

  private static final List<Consumer<WireCloud>> STEPS =
      List.of(
          cloud -> cloud.activity(MembershipActivities.class).deleteMembership(cloud.leave()),
          cloud -> cloud.activity(MembershipActivities.class).awaitLeft(cloud.left()),
          cloud -> cloud.activity(KarmadaActivities.class).deleteKarmada(cloud.removal()),
          cloud -> cloud.activity(KarmadaActivities.class).awaitKarmadaGone(cloud.removed()));

  /** What happens in peace: all requests, and what is left in the end. */
  private record Peace(List<Site> sites, List<String> left) {}

  private static final Map<String, Peace> PEACE = new ConcurrentHashMap<>();

  private static Peace peace() {
    return PEACE.computeIfAbsent("", any -> observed());
  }

  private static Peace observed() {
    try (WireCloud cloud = prepared()) {
      int mark = cloud.rows().size();
      assertThat(run(cloud)).isEmpty();
      return new Peace(sites(cloud, mark), standing(cloud));
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAsIfNothingHappened(Disturbance disturbance) {
    List<Site> sites =
        peace().sites().stream()
            .filter(site -> site.mutating() || !disturbance.mutatingOnly)
            .toList();
    FaultRule[] rules =
        sites.stream()
            .map(site -> site.meets(disturbance.fault.apply(site)))
            .toArray(FaultRule[]::new);

    try (WireCloud cloud = prepared(rules)) {
      List<FailureKind> failures = run(cloud);

      assertThat(failures)
          .containsExactlyInAnyOrderElementsOf(sites.stream().map(disturbance::met).toList());
      cloud.advance(LATE);
      assertThat(run(cloud)).isEmpty();
      assertThat(standing(cloud)).isEqualTo(peace().left());
    }
  }

  private static WireCloud prepared(FaultRule... rules) {
    WireCloud cloud = new WireCloud(rules);
    cloud.joined();
    cloud.disturb();
    return cloud;
  }

  /** Runs every step until it succeeds; gives what attempts failed with beside NOT_READY. */
  private static List<FailureKind> run(WireCloud cloud) {
    List<FailureKind> failures = new ArrayList<>();
    for (Consumer<WireCloud> step : STEPS) {
      boolean done = false;
      while (!done) {
        try {
          step.accept(cloud);
          done = true;
        } catch (TemporalFailure e) {
          FailureKind kind = Failures.facts(e).kind();
          if (kind == FailureKind.NOT_READY) {
            cloud.advance(Duration.ofSeconds(10));
          } else {
            failures.add(kind);
          }
          assertThat(failures).hasSizeLessThan(200);
        }
      }
    }
    return failures;
  }

  private static List<Site> sites(WireCloud cloud, int mark) {
    Set<Site> sites = new LinkedHashSet<>();
    List<LedgerRow> rows = cloud.rows();
    for (LedgerRow row : rows.subList(mark, rows.size())) {
      switch (row) {
        case LedgerRow.Mutation made -> sites.add(new Site(made.call(), made.subject(), true));
        case LedgerRow.Read read -> sites.add(new Site(read.call(), read.subject(), false));
        default -> throw new AssertionError(row);
      }
    }
    return List.copyOf(sites);
  }

  /** Kinds and names of what stands of all that was ever made, ids of AWS left out. */
  private static List<String> standing(WireCloud cloud) {
    return Leftovers.in(cloud.rows()).left().stream()
        .map(
            thing ->
                thing.kind().startsWith("k8s:")
                    ? thing.kind() + " " + thing.id()
                    : thing.kind() + " " + thing.resource().orElse(""))
        .sorted()
        .toList();
  }
}
