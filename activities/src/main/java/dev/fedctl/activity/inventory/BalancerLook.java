package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.inventory.Belonging.Made;
import dev.fedctl.activity.inventory.Belonging.Proof;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Load balancers and target groups of one region. Elastic Load Balancing filters by no tag, so all
 * are listed, and their tags are read.
 */
final class BalancerLook {

  /** DescribeTags takes no more ARNs. */
  private static final int TAGGED_AT_ONCE = 20;

  private final ElasticLoadBalancingV2Client client;
  private final Belonging belonging;
  private final String region;
  private final Set<String> ours = new HashSet<>();

  BalancerLook(ElasticLoadBalancingV2Client client, Belonging belonging, String region) {
    this.client = client;
    this.belonging = belonging;
    this.region = region;
  }

  List<Finding> loadBalancers() {
    List<LoadBalancer> all =
        client.describeLoadBalancersPaginator().loadBalancers().stream().toList();
    Map<String, Map<String, String>> tags =
        tags(all.stream().map(LoadBalancer::loadBalancerArn).toList());
    List<Finding> found = new ArrayList<>();
    for (LoadBalancer balancer : all) {
      proof(tags, balancer.loadBalancerArn(), Made.at(balancer.createdTime()))
          .map(
              proof ->
                  Held.finding(
                      Kind.LOAD_BALANCER,
                      balancer.loadBalancerArn(),
                      balancer.loadBalancerName(),
                      region,
                      proof,
                      belonging,
                      Optional.empty()))
          .ifPresent(found::add);
    }
    found.forEach(one -> ours.add(one.id()));
    return found;
  }

  /** Asked for after the load balancers: whose the load balancer is, the target group is, too. */
  List<Finding> targetGroups() {
    return targetGroups(group -> ours.containsAll(group.loadBalancerArns()));
  }

  /** Whatever they hang on. */
  List<Finding> allTargetGroups() {
    return targetGroups(group -> true);
  }

  private List<Finding> targetGroups(Predicate<TargetGroup> meant) {
    List<TargetGroup> all =
        client.describeTargetGroupsPaginator().targetGroups().stream().filter(meant).toList();
    Map<String, Map<String, String>> tags =
        tags(all.stream().map(TargetGroup::targetGroupArn).toList());
    List<Finding> found = new ArrayList<>();
    for (TargetGroup group : all) {
      proof(tags, group.targetGroupArn(), Made.untold(group.targetGroupArn()))
          .map(
              proof ->
                  Held.finding(
                      Kind.TARGET_GROUP,
                      group.targetGroupArn(),
                      group.targetGroupName(),
                      region,
                      proof,
                      belonging,
                      Optional.empty()))
          .ifPresent(found::add);
    }
    return found;
  }

  private Optional<Proof> proof(Map<String, Map<String, String>> tags, String arn, Made made) {
    return Optional.ofNullable(tags.get(arn)).flatMap(found -> belonging.of(found, made));
  }

  /** The tags of each; one that has gone since it was listed makes the whole call fail. */
  private Map<String, Map<String, String>> tags(List<String> arns) {
    Map<String, Map<String, String>> tags = new TreeMap<>();
    for (int from = 0; from < arns.size(); from += TAGGED_AT_ONCE) {
      List<String> some = arns.subList(from, Math.min(arns.size(), from + TAGGED_AT_ONCE));
      described(some)
          .or(() -> Optional.of(oneByOne(some)))
          .orElse(List.of())
          .forEach(
              one ->
                  tags.put(
                      one.resourceArn(),
                      one.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
    }
    return tags;
  }

  private List<TagDescription> oneByOne(List<String> arns) {
    return arns.stream()
        .flatMap(arn -> described(List.of(arn)).stream())
        .flatMap(List::stream)
        .toList();
  }

  private Optional<List<TagDescription>> described(List<String> arns) {
    return Found.unlessGone(() -> client.describeTags(r -> r.resourceArns(arns)).tagDescriptions());
  }
}
