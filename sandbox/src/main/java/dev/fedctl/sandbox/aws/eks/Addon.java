package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An add-on of a cluster. Guarded by the kernel's lock. */
final class Addon {

  /** How long EKS waits for replicas before it calls the add-on degraded. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /**
   * What does not change.
   *
   * @param takes how long it takes once nothing stands in the way
   * @param needsNodes whether it is made of replicas that need a node, not of a daemon set
   */
  record Birth(
      String name,
      String arn,
      Instant createdAt,
      Instant visibleFrom,
      Duration takes,
      Optional<Fault.Outcome> outcome,
      boolean needsNodes,
      Optional<String> serviceAccountRoleArn) {}

  private final Birth birth;
  final Map<String, String> tags = new LinkedHashMap<>();
  private String version;
  private Optional<String> configuration;
  private Optional<Instant> kept = Optional.empty();
  private Optional<Instant> updatingUntil = Optional.empty();
  private Instant modifiedAt;

  /** When its own work is done if nothing ails it. */
  private Instant healthyFrom;

  private boolean healed;
  private boolean deleting;

  Addon(Birth birth, String version, Optional<String> configuration) {
    this.birth = birth;
    this.version = version;
    this.configuration = configuration;
    this.modifiedAt = birth.createdAt();
    this.healthyFrom = birth.createdAt().plus(birth.takes());
  }

  Birth birth() {
    return birth;
  }

  String version() {
    return version;
  }

  Optional<String> configuration() {
    return configuration;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(birth.visibleFrom());
  }

  void startDeleting() {
    deleting = true;
  }

  boolean isDeleting() {
    return deleting;
  }

  void update(String toVersion, Optional<String> toConfiguration, Instant now, Duration takes) {
    version = toVersion;
    configuration = toConfiguration;
    modifiedAt = now;
    updatingUntil = Optional.of(now.plus(takes));
    if (birth.outcome().isPresent() && !healed) {
      healed = true;
      healthyFrom = now.plus(takes);
    }
  }

  /** The bad end of its making, until an update has put its objects in place once more. */
  private Optional<Fault.Outcome> outcome() {
    return healed ? Optional.empty() : birth.outcome();
  }

  Optional<Instant> activeAt(Cluster cluster) {
    if (kept.isPresent()) {
      return kept;
    }
    if (outcome().isPresent()) {
      return Optional.empty();
    }
    if (!birth.needsNodes()) {
      return Optional.of(healthyFrom);
    }
    return cluster
        .firstNodeAt()
        .map(node -> node.plus(birth.takes()))
        .map(pods -> pods.isAfter(healthyFrom) ? pods : healthyFrom);
  }

  String status(Cluster cluster, Instant now) {
    if (deleting) {
      return "DELETING";
    }
    if (outcome().isPresent() && !now.isBefore(birth.createdAt().plus(birth.takes()))) {
      return outcome().get().state();
    }
    if (activeAt(cluster).filter(at -> !now.isBefore(at)).isPresent()) {
      return updatingUntil.filter(now::isBefore).isPresent() ? "UPDATING" : "ACTIVE";
    }
    if (updatingUntil.filter(now::isBefore).isPresent()) {
      return "UPDATING";
    }
    return now.isBefore(birth.createdAt().plus(PATIENCE)) ? "CREATING" : "DEGRADED";
  }

  Optional<Nodegroup.Issue> issue(Cluster cluster, Instant now) {
    String status = status(cluster, now);
    if (status.equals("DEGRADED") && outcome().isEmpty()) {
      return Optional.of(
          new Nodegroup.Issue(
              "InsufficientNumberOfReplicas",
              "The add-on is unhealthy because it doesn't have the desired number of replicas."));
    }
    return outcome()
        .filter(outcome -> outcome.state().equals(status))
        .map(
            outcome ->
                new Nodegroup.Issue(
                    outcome.code().orElse("InternalFailure"),
                    outcome.message().orElse("scripted")));
  }

  void keepPast(Cluster cluster, Instant now) {
    activeAt(cluster).filter(at -> !now.isBefore(at)).ifPresent(at -> kept = Optional.of(at));
  }
}
