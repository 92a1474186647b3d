package dev.fedctl.contract.message;

import dev.fedctl.contract.identity.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a federation answers when asked how it is.
 *
 * @param outcome absent while the deployment goes on
 * @param settled whether every step is done or parked
 * @param owner absent until account and region are known
 * @param settledAt when the last step ended
 * @param demo ready replicas by member; empty without a demo
 */
public record FederationStatus(
    String name,
    Optional<Outcome> outcome,
    boolean settled,
    Optional<Owner> owner,
    Instant startedAt,
    Optional<Instant> settledAt,
    List<MemberStatus> members,
    List<ParkedStep> parked,
    Map<String, Integer> demo) {

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

  /** One member as the federation knows it; its own workflow knows more. */
  public record MemberStatus(String name, State state, Optional<Instant> joinedAt) {

    /** How far a member has come. */
    public enum State {
      CREATING("Creating"),
      WAITING_FOR_KARMADA("WaitingForKarmada"),
      READY("Ready"),
      PARKED("Parked"),
      ABORTED("Aborted");

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
