package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A managed node group. Guarded by the kernel's lock. */
final class Nodegroup {

  /** How long EKS waits for nodes before it gives up. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  record Issue(String code, String message) {}

  /**
   * How creation ends.
   *
   * @param state ACTIVE, CREATE_FAILED, DEGRADED
   */
  record Fate(Instant at, String state, Optional<Issue> issue) {

    boolean nodesJoin() {
      return state.equals("ACTIVE");
    }
  }

  /**
   * What does not change.
   *
   * @param plannedAt when creation ends if nothing stands in the way
   * @param obstacle why the nodes can never join
   */
  record Birth(
      String name,
      String arn,
      Instant createdAt,
      Instant visibleFrom,
      Instant plannedAt,
      Optional<Fault.Outcome> outcome,
      Optional<Issue> obstacle,
      Optional<NodegroupChecks.Template> launchTemplate,
      List<String> instanceTypes,
      String amiType,
      String autoScalingGroup,
      List<Ec2Region.Subnet> subnets,
      Input request) {}

  private final Birth birth;
  final Map<String, String> tags = new LinkedHashMap<>();
  private Input settings;
  private List<AwsSide.Node> nodes;
  private Optional<Instant> updatingUntil = Optional.empty();
  private Optional<Fate> kept = Optional.empty();
  private Optional<Fault.Outcome> deletion = Optional.empty();
  private Optional<Instant> deletedAt = Optional.empty();

  /**
   * @param nodes with the time at which kubelet would be Ready if the network were there
   */
  Nodegroup(Birth birth, List<AwsSide.Node> nodes) {
    this.birth = birth;
    this.settings = birth.request();
    this.nodes = List.copyOf(nodes);
  }

  /** The request that made it with what was changed since. */
  Input settings() {
    return settings;
  }

  List<AwsSide.Node> nodes() {
    return nodes;
  }

  void update(Input changed, List<AwsSide.Node> changedNodes, Instant until) {
    settings = changed;
    nodes = List.copyOf(changedNodes);
    updatingUntil = Optional.of(until);
  }

  Birth birth() {
    return birth;
  }

  String roleArn() {
    return birth.request().required("nodeRole");
  }

  /** The name of the instance profile that EKS makes for the machines. */
  String instanceProfile() {
    String uuid = birth.autoScalingGroup().substring(("eks-" + birth.name() + "-").length());
    return "eks-" + uuid;
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(birth.visibleFrom());
  }

  void startDeleting(Instant endsAt, Optional<Fault.Outcome> badEnd) {
    deletedAt = Optional.of(endsAt);
    deletion = badEnd;
  }

  boolean isDeleting(Instant now) {
    return deletedAt.isPresent() && (deletion.isEmpty() || now.isBefore(deletedAt.get()));
  }

  String status(Cluster cluster, Instant now) {
    if (isDeleting(now)) {
      return "DELETING";
    }
    if (deletion.isPresent()) {
      return deletion.get().state();
    }
    Fate fate = fate(cluster);
    if (now.isBefore(fate.at())) {
      return "CREATING";
    }
    return updatingUntil.filter(now::isBefore).isPresent() ? "UPDATING" : fate.state();
  }

  Optional<Issue> issue(Cluster cluster, Instant now) {
    if (deletion.isPresent() && !isDeleting(now)) {
      return deletion.map(Nodegroup::issue);
    }
    Fate fate = fate(cluster);
    return now.isBefore(fate.at()) ? Optional.empty() : fate.issue();
  }

  Fate fate(Cluster cluster) {
    return kept.orElseGet(() -> computed(cluster));
  }

  private Fate computed(Cluster cluster) {
    if (birth.outcome().isPresent()) {
      Fault.Outcome outcome = birth.outcome().get();
      return new Fate(birth.plannedAt(), outcome.state(), Optional.of(issue(outcome)));
    }
    Instant deadline = birth.createdAt().plus(PATIENCE);
    if (birth.obstacle().isPresent()) {
      return new Fate(deadline, "CREATE_FAILED", birth.obstacle());
    }
    Optional<Instant> network = cluster.networkAt();
    Instant last = deadline.isAfter(birth.plannedAt()) ? deadline : birth.plannedAt();
    if (network.isEmpty() || network.get().isAfter(last)) {
      return new Fate(
          last,
          "CREATE_FAILED",
          Optional.of(
              new Issue("NodeCreationFailure", "Instances failed to join the kubernetes cluster")));
    }
    Instant ready = network.get().isAfter(birth.plannedAt()) ? network.get() : birth.plannedAt();
    return new Fate(ready, "ACTIVE", Optional.empty());
  }

  private static Issue issue(Fault.Outcome outcome) {
    return new Issue(
        outcome.code().orElse("InternalFailure"), outcome.message().orElse("scripted"));
  }

  void keepPast(Cluster cluster, Instant now) {
    Fate fate = fate(cluster);
    if (!now.isBefore(fate.at())) {
      kept = Optional.of(fate);
    }
  }
}
