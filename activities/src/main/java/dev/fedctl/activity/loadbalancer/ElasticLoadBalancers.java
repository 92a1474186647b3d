package dev.fedctl.activity.loadbalancer;

import static java.util.stream.Collectors.toMap;

import dev.fedctl.activity.kubernetes.SdkFailures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** {@link LoadBalancers} by AWS's SDK. */
public final class ElasticLoadBalancers implements LoadBalancers {

  private final Function<String, ElasticLoadBalancingV2Client> clients;
  private final SdkFailures failures;

  /**
   * @param clients the client of a region
   */
  public ElasticLoadBalancers(
      Function<String, ElasticLoadBalancingV2Client> clients, SdkFailures failures) {
    this.clients = clients;
    this.failures = failures;
  }

  @Override
  public Optional<LoadBalancer> find(String region, String dnsName) {
    ElasticLoadBalancingV2Client client = clients.apply(region);
    try {
      return client.describeLoadBalancersPaginator().loadBalancers().stream()
          .filter(balancer -> dnsName.equalsIgnoreCase(balancer.dnsName()))
          .findFirst()
          .map(
              balancer ->
                  new LoadBalancer(
                      balancer.loadBalancerArn(),
                      balancer.state().codeAsString(),
                      reason(balancer.state()),
                      tags(client, List.of(balancer.loadBalancerArn()))
                          .getOrDefault(balancer.loadBalancerArn(), Map.of())));
    } catch (SdkException e) {
      throw failures.translate("find load balancer \"%s\"".formatted(dnsName), e);
    }
  }

  @Override
  public List<TargetGroup> targetGroups(String region, String loadBalancerArn) {
    ElasticLoadBalancingV2Client client = clients.apply(region);
    try {
      return client
          .describeTargetGroupsPaginator(groups -> groups.loadBalancerArn(loadBalancerArn))
          .targetGroups()
          .stream()
          .map(group -> group.targetGroupArn())
          .map(arn -> new TargetGroup(arn, targets(client, arn)))
          .toList();
    } catch (SdkException e) {
      throw failures.translate("read target groups of \"%s\"".formatted(loadBalancerArn), e);
    }
  }

  private static Map<String, Map<String, String>> tags(
      ElasticLoadBalancingV2Client client, List<String> arns) {
    Map<String, Map<String, String>> tags = new TreeMap<>();
    client
        .describeTags(of -> of.resourceArns(arns))
        .tagDescriptions()
        .forEach(
            described ->
                tags.put(
                    described.resourceArn(),
                    described.tags().stream().collect(toMap(Tag::key, Tag::value))));
    return tags;
  }

  private static List<Target> targets(ElasticLoadBalancingV2Client client, String groupArn) {
    return client
        .describeTargetHealth(of -> of.targetGroupArn(groupArn))
        .targetHealthDescriptions()
        .stream()
        .map(ElasticLoadBalancers::target)
        .toList();
  }

  private static Target target(TargetHealthDescription described) {
    String reason = described.targetHealth().reasonAsString();
    return new Target(
        described.target().id(),
        described.targetHealth().stateAsString(),
        reason == null ? "" : reason);
  }

  private static Optional<String> reason(LoadBalancerState state) {
    return Optional.ofNullable(state.reason()).filter(reason -> !reason.isBlank());
  }
}
