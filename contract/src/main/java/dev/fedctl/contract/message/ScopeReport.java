package dev.fedctl.contract.message;

import dev.fedctl.contract.activity.KarmadaRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster's, Karmada's or a member's workflow tells its federation, a few times in its life.
 *
 * @param workflowId who reports
 * @param scope the cluster's name, or {@code karmada}
 * @param stage how far it has come
 * @param parked its parked steps, all of them
 * @param repairs what was mended in it, the oldest first
 * @param karmada where Karmada answers; said by its own workflow only
 * @param runStartedAt when the reporting run began: those of a later run count, whatever their
 *     number
 * @param sequence counts the reports of one workflow run, because signals may overtake each other
 * @param at when it came to be so, by the reporter's clock
 * @param stuck whether nothing goes on in it but waiting for an operator
 */
public record ScopeReport(
    String workflowId,
    String scope,
    Stage stage,
    List<ParkedStep> parked,
    boolean stuck,
    List<Repair> repairs,
    Optional<KarmadaRef> karmada,
    Instant at,
    Instant runStartedAt,
    int sequence) {

  /** How far a scope has come. */
  public enum Stage {
    /** Steps are under way. */
    WORKING("Deploying"),
    /** The cluster stands, and waits for Karmada. */
    CLUSTER_READY("WaitingForKarmada"),
    /** All its steps are done. */
    READY("Ready"),
    /** An operator ended it. */
    ABORTED("Aborted"),
    /** What it was is being taken away. */
    REMOVING("Removing"),
    /** Nothing of it is left, or what was to be kept. */
    REMOVED("Removed");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    /** What the search attribute {@code FedctlPhase} says. */
    public String label() {
      return label;
    }
  }

  public ScopeReport {
    parked = List.copyOf(parked);
    // Reports of an earlier release do not tell.
    repairs = repairs == null ? List.of() : List.copyOf(repairs);
  }

  /** Whether it says more than another report of the same workflow. */
  public boolean isYoungerThan(ScopeReport other) {
    int runs = runStartedAt.compareTo(other.runStartedAt());
    return runs > 0 || (runs == 0 && sequence > other.sequence());
  }
}
