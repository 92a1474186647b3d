package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.FederationId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds what is a federation's, with nothing to go by but its account, home region and name: by
 * owner tags, and, for what controllers have made for its clusters, by the tags that name the
 * cluster. {@code docs/ownership.md} says for each kind what proves that it is ours. Nothing is
 * changed.
 */
@ActivityInterface
public interface InventoryActivities {

  /**
   * Finds everything. Each finding has been looked at itself: an index of tags may be late. A
   * region that refuses to be looked at fails the call, unless all regions are meant; then it is
   * told.
   */
  @ActivityMethod(name = "TakeInventory")
  Inventory takeInventory(InventoryQuery query);

  /**
   * Finds whether there is anything at all, with two reads and one for each region: roles and
   * launch templates, which every life of a federation has from its first minute to its last.
   */
  @ActivityMethod(name = "FindTraces")
  Inventory findTraces(InventoryQuery query);

  /**
   * What to look for.
   *
   * @param federation its name
   * @param account in which it lives
   * @param home its home region
   * @param regions where to look; none: every region that the account can use
   * @param clusters names that are known to have been its clusters
   * @param since what controllers have made for those before this is another's; absent: unknown
   */
  record InventoryQuery(
      String federation,
      String account,
      String home,
      List<String> regions,
      List<String> clusters,
      Optional<Instant> since) {

    public InventoryQuery {
      regions = List.copyOf(regions);
      clusters = List.copyOf(clusters);
    }

    /** Everything of a federation of which nothing is remembered. */
    public static InventoryQuery of(
        String federation, String account, String home, List<String> regions) {
      return new InventoryQuery(federation, account, home, regions, List.of(), Optional.empty());
    }

    public FederationId federationId() {
      return FederationId.of(account, home, federation);
    }
  }

  /**
   * What was found.
   *
   * @param unseen regions that could not be looked at, each with the reason
   */
  record Inventory(List<Finding> findings, List<String> unseen) {

    public Inventory {
      findings = List.copyOf(findings);
      unseen = List.copyOf(unseen);
    }

    /** The lives that the findings belong to; more than one when an earlier one left something. */
    public List<String> generations() {
      TreeSet<String> generations = new TreeSet<>();
      findings.forEach(finding -> finding.generation().ifPresent(generations::add));
      return List.copyOf(generations);
    }

    public List<Finding> of(Kind kind) {
      return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
  }

  /** The kinds that are found, in the order in which they can be deleted. */
  enum Kind {
    CLUSTER("EKS cluster", "eks:Cluster"),
    LOAD_BALANCER("load balancer", "elasticloadbalancing:loadbalancer"),
    TARGET_GROUP("target group", "elasticloadbalancing:targetgroup"),
    NETWORK_INTERFACE("network interface", "ec2:network-interface"),
    SECURITY_GROUP("security group", "ec2:security-group"),
    VOLUME("EBS volume", "ec2:volume"),
    LOG_GROUP("log group", "logs:log-group"),
    LAUNCH_TEMPLATE("launch template", "ec2:launch-template"),
    ROLE("IAM role", "iam:Role");

    private final String title;
    private final String code;

    Kind(String title, String code) {
      this.title = title;
      this.code = code;
    }

    public String title() {
      return title;
    }

    /** Service and kind as {@code docs/ownership.md} names it. */
    public String code() {
      return code;
    }
  }

  /**
   * One thing that is ours.
   *
   * @param id as the call wants it that deletes it
   * @param name what people call it
   * @param cluster the cluster that it was made for
   * @param resource the logical id of what its step made; absent when a controller made it
   * @param generation the life that it belongs to; absent when only its cluster is known
   * @param proof what says that it is ours
   * @param heldBy why it cannot go yet
   */
  record Finding(
      Kind kind,
      String id,
      String region,
      String name,
      Optional<String> cluster,
      Optional<String> resource,
      Optional<String> generation,
      String proof,
      Optional<String> heldBy) {

    /** In one line, for people. */
    public String text() {
      String label = name.equals(id) || id.startsWith("arn:") ? name : id + " (" + name + ")";
      return "%s %s in %s".formatted(kind.title(), label, region);
    }
  }
}
