package dev.fedctl.app.rehearse;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.sandbox.ledger.Leftovers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal found: the document of {@code rehearse -o json}. Seconds are the sandbox's, but
 * for {@code wallSeconds}.
 *
 * @param outcome {@code Complete}, {@code Partial} or {@code Aborted}
 * @param virtualSeconds from the start to the last step's end
 * @param criticalPathSeconds the time that no orchestrator could beat, for the delays drawn
 * @param sequentialSeconds the same steps one cluster after another
 * @param calls requests on the wire by API, reads included
 * @param mutatingCalls rows of the ledger that are mutations
 * @param duplicates resources made more than once and still there
 * @param repaired twins that were removed again
 * @param awaits by step
 * @param history by workflow id
 * @param demo ready replicas by cluster
 * @param bound what the critical path consists of
 * @param steps by step
 * @param deaths how many workers died
 * @param repairs what failed at its making, or later, and was mended, in the order of time
 * @param trespasses what was changed or deleted although it had stood before: always empty
 * @param removal what was made and what is left; absent when nothing was to be removed
 */
public record RehearsalReport(
    String federation,
    String outcome,
    List<Member> members,
    double virtualSeconds,
    double criticalPathSeconds,
    double sequentialSeconds,
    double wallSeconds,
    Map<String, Integer> calls,
    int mutatingCalls,
    int duplicates,
    int repaired,
    List<Parked> parked,
    Map<String, Await> awaits,
    Map<String, History> history,
    Map<String, Integer> demo,
    List<Leg> bound,
    Map<String, StepTimes> steps,
    List<String> warnings,
    int deaths,
    List<Repaired> repairs,
    List<String> trespasses,
    @JsonUnwrapped @Nullable Removal removal) {

  /**
   * What a removal has left.
   *
   * @param created things that were made, those that were made anew again
   * @param deleted those of them that are gone
   * @param left those that stand
   */
  public record Removal(int created, int deleted, List<Leftovers.Thing> left) {

    static Removal of(Leftovers leftovers) {
      return new Removal(leftovers.created(), leftovers.deleted(), leftovers.left());
    }
  }

  /**
   * Something that failed and was mended on the way.
   *
   * @param how {@code REMAKE} or {@code REAPPLY}
   * @param cause what was wrong with it, in one sentence
   * @param code the vendor's word for it
   * @param byOperator whether an operator's retry asked for it
   */
  public record Repaired(
      String step,
      Cure.How how,
      String cause,
      Optional<String> code,
      boolean byOperator,
      double atSeconds) {}

  /** {@code joinedAtSeconds} is null for a member that has not joined. */
  public record Member(String name, String state, Optional<Double> joinedAtSeconds) {}

  /**
   * A step that was left parked.
   *
   * @param member its scope: a cluster's name, {@code federation}, {@code karmada} or {@code demo}
   * @param specPath the place in the spec that asks for what cannot be
   */
  public record Parked(
      String step,
      String member,
      String kind,
      String message,
      String advice,
      Optional<String> specPath) {}

  /**
   * What a wait cost.
   *
   * @param lagSeconds from the real end to its notice; absent when the sandbox cannot tell
   */
  public record Await(int looks, double waitedSeconds, Optional<Double> lagSeconds) {}

  /** When a step began and ended, and how. */
  public record StepTimes(
      String state, Optional<Double> startSeconds, Optional<Double> endSeconds) {}

  /** How long a workflow's history has grown. */
  public record History(long events, long bytes) {}

  /** A part of the critical path. */
  public record Leg(String what, double seconds) {}
}
