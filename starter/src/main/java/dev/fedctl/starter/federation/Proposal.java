package dev.fedctl.starter.federation;

import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.Ownership;
import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.change.SpecChanges;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What applying a spec would do: the spec against what is in force and what was seen.
 *
 * @param steps that are new, in the plan's order
 * @param changes of what is in force, refused ones included
 * @param added members that are new
 * @param removed members that leave, because the spec does not name them and they are to be pruned
 * @param unlisted members that stay although the spec does not name them
 * @param stands clusters of ours that are there already
 * @param conflicts why clusters cannot be made: what stands in their place
 * @param warnings what a careful person would want to know
 * @param expected how long the new steps usually take
 */
public record Proposal(
    FederationDocument wanted,
    Mode mode,
    List<PlanStep> steps,
    List<Change> changes,
    List<String> added,
    List<String> removed,
    List<String> unlisted,
    List<ClusterStanding> stands,
    List<String> conflicts,
    List<String> warnings,
    Duration expected) {

  /** What becomes of the workflow. */
  public enum Mode {
    /** A new federation. */
    CREATE("create"),
    /** It stands, and nobody remembers it: it is taken over as it is. */
    ADOPT("adopt"),
    /** It is taken up where it ended, or was aborted. */
    RESUME("resume"),
    /** It becomes what the spec says. */
    CHANGE("change"),
    /** It is so already. */
    NOTHING("nothing");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Compares; changes nothing. */
  public static Proposal of(
      Situation situation,
      FederationDocument wanted,
      boolean prune,
      boolean adopt,
      List<ClusterStanding> clusters,
      List<String> warnings) {
    Optional<FederationDocument> now = situation.inForce();
    List<Change> changes = now.map(one -> SpecChanges.between(one, wanted)).orElse(List.of());
    List<String> added =
        now.map(one -> SpecChanges.added(one, wanted)).orElse(wanted.memberSpecs()).stream()
            .map(MemberSpec::name)
            .toList();
    List<String> unlisted = now.map(one -> SpecChanges.unlisted(one, wanted)).orElse(List.of());
    List<PlanStep> steps = newSteps(wanted, now.isPresent(), added);
    Mode mode =
        switch (situation) {
          case Situation.Absent none -> adopt ? Mode.ADOPT : Mode.CREATE;
          case Situation.Ended ended -> Mode.RESUME;
          case Situation.Living living -> {
            if (isAborted(living.status())) {
              yield Mode.RESUME;
            }
            boolean same = changes.isEmpty() && added.isEmpty() && (!prune || unlisted.isEmpty());
            yield same ? Mode.NOTHING : Mode.CHANGE;
          }
        };
    return new Proposal(
        wanted,
        mode,
        steps,
        changes,
        added,
        prune ? unlisted : List.of(),
        prune ? List.of() : unlisted,
        clusters.stream().filter(one -> one.ownership() == Ownership.OURS).toList(),
        conflicts(clusters, mode),
        warnings,
        new Plan(steps).expected());
  }

  /** Why it cannot be done; empty when it can. */
  public List<String> refusals() {
    return SpecChanges.refusals(changes);
  }

  /** Whether the federation has to be told, be it only which members the spec does not name. */
  public boolean isNewsTo(FederationStatus status) {
    return mode != Mode.NOTHING || !Set.copyOf(unlisted).equals(Set.copyOf(status.unlisted()));
  }

  private static boolean isAborted(FederationStatus status) {
    return status.phase() == Phase.ABORTED
        || status.scopes().stream().anyMatch(scope -> scope.stage() == Stage.ABORTED)
        || status.members().stream()
            .anyMatch(member -> member.state() == MemberStatus.State.ABORTED);
  }

  private static List<PlanStep> newSteps(
      FederationDocument wanted, boolean stands, List<String> added) {
    Plan plan = Plan.of(wanted);
    if (!stands) {
      return plan.steps();
    }
    Set<String> scopes = new HashSet<>(added);
    return plan.steps().stream().filter(step -> scopes.contains(step.scope())).toList();
  }

  private static List<String> conflicts(List<ClusterStanding> clusters, Mode mode) {
    return clusters.stream()
        .filter(
            one ->
                one.ownership() == Ownership.FOREIGN
                    || (mode == Mode.CREATE && one.ownership() == Ownership.OURS))
        .map(
            one ->
                one.ownership() == Ownership.FOREIGN
                    ? "cluster \"%s\" in %s is not ours"
                        .formatted(one.cluster().name(), one.cluster().region())
                    : "cluster \"%s\" in %s is of an earlier life of this federation, of which Temporal knows nothing any more"
                        .formatted(one.cluster().name(), one.cluster().region()))
        .toList();
  }
}
