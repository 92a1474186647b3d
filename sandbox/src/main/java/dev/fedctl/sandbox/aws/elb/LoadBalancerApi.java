package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Paging;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Load balancers and their listeners. */
final class LoadBalancerApi {

  private static final int MAX_TAGGED = 20;
  static final Paging PAGES =
      new Paging(
          "PageSize",
          "Marker",
          400,
          () -> new ServiceError("ValidationError", 400, "Invalid marker"));

  private final LoadBalancers balancers;

  LoadBalancerApi(LoadBalancers balancers) {
    this.balancers = balancers;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeLoadBalancers", this::describe);
    operations.put("DescribeLoadBalancerAttributes", this::attributes);
    operations.put("DescribeListeners", this::listeners);
    operations.put("DescribeTags", this::tags);
    operations.put("DeleteLoadBalancer", this::delete);
  }

  static ServiceError notFound(String what) {
    return new ServiceError(
        "LoadBalancerNotFound", 400, "Load balancers '[" + what + "]' not found");
  }

  private LoadBalancer visible(String arn, Context context) {
    return balancers
        .byArn(arn)
        .filter(one -> one.region().equals(context.region()) && one.isVisible(context.now()))
        .orElseThrow(() -> notFound(arn));
  }

  private Map<String, Object> describe(Input input, Context context) {
    List<String> arns = input.texts("LoadBalancerArns");
    List<String> names = input.texts("Names");
    if (!arns.isEmpty() && !names.isEmpty()) {
      throw new ServiceError(
          "ValidationError", 400, "Load balancer names and ARNs cannot be given together");
    }
    List<LoadBalancer> visible =
        balancers.in(context.region()).filter(one -> one.isVisible(context.now())).toList();
    for (String name : names) {
      if (visible.stream().noneMatch(one -> one.name().equals(name))) {
        throw notFound(name);
      }
    }
    arns.forEach(arn -> visible(arn, context));
    List<LoadBalancer> chosen =
        visible.stream()
            .filter(one -> arns.isEmpty() || arns.contains(one.arn()))
            .filter(one -> names.isEmpty() || names.contains(one.name()))
            .toList();
    Page<LoadBalancer> page = LoadBalancerApi.PAGES.page(chosen, LoadBalancer::arn, input, context);
    if (arns.size() + names.size() == 1) {
      LoadBalancer one = chosen.getFirst();
      context.effects().observed(one.state(context.now()), Tags.resource(one.tags()));
    }
    return Output.of(
        "LoadBalancers",
        page.items().stream().map(one -> shown(one, context)).toList(),
        "NextMarker",
        page.next());
  }

  private static Map<String, Object> shown(LoadBalancer balancer, Context context) {
    return Output.of(
        "LoadBalancerArn", balancer.arn(),
        "DNSName", balancer.dnsName(),
        "CanonicalHostedZoneId", "Z1UDT6IFJ4EJM",
        "CreatedTime", balancer.createdAt(),
        "LoadBalancerName", balancer.name(),
        "Scheme", balancer.internal() ? "internal" : "internet-facing",
        "VpcId", balancer.vpcId(),
        "State", Output.of("Code", balancer.state(context.now())),
        "Type", "network",
        "AvailabilityZones",
            balancer.placements().stream()
                .map(
                    place ->
                        Output.of(
                            "ZoneName", place.zone(),
                            "SubnetId", place.subnetId(),
                            "LoadBalancerAddresses", List.of()))
                .toList(),
        "IpAddressType", "ipv4");
  }

  private Map<String, Object> attributes(Input input, Context context) {
    visible(input.required("LoadBalancerArn"), context);
    List<Map<String, Object>> attributes = new ArrayList<>();
    Map.of(
            "load_balancing.cross_zone.enabled", "true",
            "deletion_protection.enabled", "false",
            "access_logs.s3.enabled", "false")
        .forEach((key, value) -> attributes.add(Output.of("Key", key, "Value", value)));
    return Output.of("Attributes", attributes);
  }

  private Map<String, Object> listeners(Input input, Context context) {
    List<LoadBalancer> chosen = new ArrayList<>();
    input.text("LoadBalancerArn").ifPresent(arn -> chosen.add(visible(arn, context)));
    for (String arn : input.texts("ListenerArns")) {
      chosen.add(
          balancers
              .in(context.region())
              .filter(one -> one.listenerArn().equals(arn))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ServiceError(
                          "ListenerNotFound", 400, "Listeners '[" + arn + "]' not found")));
    }
    if (chosen.isEmpty()) {
      throw new ServiceError(
          "ValidationError", 400, "Either LoadBalancerArn or ListenerArns must be given");
    }
    Page<LoadBalancer> page = PAGES.page(chosen, LoadBalancer::listenerArn, input, context);
    return Output.of(
        "Listeners", page.items().stream().map(this::listener).toList(), "NextMarker", page.next());
  }

  private Map<String, Object> listener(LoadBalancer balancer) {
    return Output.of(
        "ListenerArn", balancer.listenerArn(),
        "LoadBalancerArn", balancer.arn(),
        "Port", balancer.port(),
        "Protocol", "TCP",
        "DefaultActions",
            balancers.groupsOf(balancer).stream()
                .map(group -> Output.of("Type", "forward", "TargetGroupArn", group.arn()))
                .toList());
  }

  private Map<String, Object> tags(Input input, Context context) {
    List<String> arns = input.texts("ResourceArns");
    if (arns.size() > MAX_TAGGED) {
      throw new ServiceError(
          "ValidationError", 400, "Cannot describe tags of more than 20 resources");
    }
    List<Map<String, Object>> shown = new ArrayList<>();
    for (String arn : arns) {
      Map<String, String> tags =
          arn.contains(":targetgroup/")
              ? balancers
                  .groupByArn(arn)
                  .map(TargetGroup::tags)
                  .orElseThrow(() -> TargetGroupApi.notFound(arn))
              : visible(arn, context).tags();
      shown.add(Output.of("ResourceArn", arn, "Tags", Tags.list(tags)));
    }
    return Output.of("TagDescriptions", shown);
  }

  private Map<String, Object> delete(Input input, Context context) {
    // As in reality, deleting what is not there succeeds.
    balancers
        .byArn(input.required("LoadBalancerArn"))
        .filter(one -> one.region().equals(context.region()))
        .ifPresent(
            one -> {
              balancers.delete(one);
              context.effects().deleted(LoadBalancers.KIND, one.arn(), Tags.resource(one.tags()));
            });
    return Map.of();
  }
}
