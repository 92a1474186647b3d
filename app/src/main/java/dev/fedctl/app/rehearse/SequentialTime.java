package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the same steps would have taken one cluster after another: the parent, then Karmada, then
 * each member with its join, then the demo, as a sequential script goes.
 */
record SequentialTime(FederationDocument document, Map<String, StepProgress> steps) {

  double seconds() {
    Duration total =
        span(ids(Scopes.FEDERATION, Plan.ofFederation()))
            .plus(cluster(document.parentName()))
            .plus(sum(ids(Scopes.KARMADA, Plan.ofKarmada())));
    for (MemberSpec member : document.memberSpecs()) {
      total = total.plus(cluster(member.name())).plus(sum(ids(member.name(), Plan.ofMembership())));
    }
    if (document.hasDemo()) {
      total = total.plus(sum(Stream.of(Step.DEMO.id(Scopes.DEMO))));
    }
    return total.toMillis() / 1000.0;
  }

  /** A cluster's own steps overlap even in a script: from its first start to its last end. */
  private Duration cluster(String name) {
    boolean own =
        document.memberSpecs().stream()
            .anyMatch(member -> member.name().equals(name) && member.hasOwnPlace());
    boolean parent = name.equals(document.parentName());
    return span(ids(name, Plan.ofCluster(parent, own)));
  }

  private Stream<String> ids(String scope, List<Step> of) {
    return of.stream().map(step -> step.id(scope));
  }

  private Duration span(Stream<String> ids) {
    List<StepProgress> known = known(ids).toList();
    Instant start =
        known.stream()
            .flatMap(step -> step.startedAt().stream())
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Instant end =
        known.stream()
            .flatMap(step -> step.endedAt().stream())
            .max(Comparator.naturalOrder())
            .orElse(start);
    return Duration.between(start, end);
  }

  private Duration sum(Stream<String> ids) {
    return known(ids).map(SequentialTime::busy).reduce(Duration.ZERO, Duration::plus);
  }

  /** A step that began early and waited for others counts from when its own wait began. */
  private static Duration busy(StepProgress step) {
    if (step.endedAt().isEmpty() || step.startedAt().isEmpty()) {
      return Duration.ZERO;
    }
    return Duration.between(
        step.waitStartedAt().orElse(step.startedAt().get()), step.endedAt().get());
  }

  private Stream<StepProgress> known(Stream<String> ids) {
    return ids.map(steps::get).filter(Objects::nonNull);
  }
}
