package dev.fedctl.activity.inventory;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What stands of an earlier cluster of the same name, whosever it was, of the kinds that have no
 * time of making: target groups, network interfaces, security groups. Tags of our cluster's launch
 * template name them, which is born before the cluster.
 */
public record Predecessors(ClusterRef cluster, List<Finding> things) {

  private static final String KEY = "fedctl.dev/predecessor/";

  /** EC2 allows 50 tags on a thing; AWS's own do not count. */
  private static final int MAX_TAGS = 50;

  public Predecessors {
    things = List.copyOf(things);
  }

  /** All that carries the name of this cluster now, and no owner tags. */
  public static Predecessors standing(AwsClients aws, ClusterRef cluster) {
    String region = cluster.region();
    Belonging named = Belonging.toAnyCluster(cluster.name());
    DeviceLook devices = new DeviceLook(aws.ec2(region), named, region, named.clusters());
    List<Finding> things =
        new ArrayList<>(
            new BalancerLook(aws.elasticLoadBalancing(region), named, region).allTargetGroups());
    things.addAll(devices.networkInterfaces());
    things.addAll(devices.securityGroups());
    return new Predecessors(cluster, things);
  }

  /**
   * These tags, with those that name the predecessors. More than a launch template can name are a
   * CONFLICT: they could not be told from ours later.
   */
  public Map<String, String> beside(Map<String, String> tags) {
    int room = MAX_TAGS - tags.size();
    if (things.size() > room) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.CONFLICT,
              "%d things of an earlier cluster \"%s\" stand in %s, and a launch template can name %d: %s"
                  .formatted(
                      things.size(),
                      cluster.name(),
                      cluster.region(),
                      room,
                      Told.some(things.stream().map(Finding::text).toList())),
              "remove those that may go, or give the cluster another name, then retry"));
    }
    Map<String, String> all = new TreeMap<>(tags);
    things.forEach(thing -> all.put(key(thing.id()), thing.id()));
    return all;
  }

  /** The ids that tags of a launch template name. */
  static Set<String> ids(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().startsWith(KEY))
        .map(Map.Entry::getValue)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The end of an ARN tells a target group from others; the whole may be too long for a key. */
  private static String key(String id) {
    return KEY + id.substring(id.lastIndexOf(':') + 1);
  }
}
