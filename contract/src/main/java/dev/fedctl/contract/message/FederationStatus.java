package dev.fedctl.contract.message;

import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a federation answers when asked how it is.
 *
 * @param region its home
 * @param account absent until it is known
 * @param phase how far it is
 * @param outcome absent while the deployment goes on
 * @param settled whether every step is done or parked
 * @param owner absent until account and region are known
 * @param settledAt when the last step ended
 * @param repairs what was mended on the way, by scope and then the oldest first
 * @param demo ready replicas by member; empty without a demo
 * @param karmada where Karmada answers, once it does
 * @param parent the cluster that hosts Karmada
 * @param scopes how far parent and Karmada are; members have a list of their own
 * @param unlisted members that the spec applied last does not name
 * @param kept clusters of members that left, which were to stay
 * @param rejections the last signals that could not be followed
 */
public record FederationStatus(
    String name,
    String region,
    Optional<String> account,
    Phase phase,
    Optional<Outcome> outcome,
    boolean settled,
    Optional<Owner> owner,
    Instant startedAt,
    Optional<Instant> settledAt,
    List<MemberStatus> members,
    List<ParkedStep> parked,
    List<Repair> repairs,
    Map<String, Integer> demo,
    Optional<KarmadaRef> karmada,
    String parent,
    List<ScopeStatus> scopes,
    List<String> unlisted,
    List<String> kept,
    List<Rejection> rejections) {

  public FederationStatus {
    // Workers of an earlier release do not tell.
    repairs = repairs == null ? List.of() : List.copyOf(repairs);
  }

  /** How far a federation is. */
  public enum Phase {
    DEPLOYING("Deploying"),
    COMPLETE("Complete"),
    PARTIAL("Partial"),
    ABORTED("Aborted"),
    DESTROYING("Destroying"),
    DESTROYED("Destroyed");

    private final String label;

    Phase(String label) {
      this.label = label;
    }

    /** What the search attribute {@code FedctlPhase} says. */
    public String label() {
      return label;
    }
  }

  /** The parent, or Karmada, as the federation knows it. */
  public record ScopeStatus(String scope, ScopeReport.Stage stage, Optional<Instant> since) {}

  /** How a deployment ended. */
  public enum Outcome {
    COMPLETE("Complete"),
    PARTIAL("Partial"),
    ABORTED("Aborted");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One member as the federation knows it; its own workflow knows more.
   *
   * @param region where its cluster is
   * @param joinedAt absent unless it is ready
   */
  public record MemberStatus(String name, String region, State state, Optional<Instant> joinedAt) {

    /** How far a member has come. */
    public enum State {
      CREATING("Creating"),
      WAITING_FOR_KARMADA("WaitingForKarmada"),
      READY("Ready"),
      PARKED("Parked"),
      ABORTED("Aborted"),
      REMOVING("Removing");

      private final String label;

      State(String label) {
        this.label = label;
      }

      public String label() {
        return label;
      }
    }
  }
}
