package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.eks.EksFacts;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Target groups and the health of what is in them. */
final class TargetGroupApi {

  private record Health(String state, Optional<String> reason) {}

  private final LoadBalancers balancers;
  private final EksFacts clusters;
  private final Supplier<KubernetesSide> kubernetes;

  TargetGroupApi(LoadBalancers balancers, EksFacts clusters, Supplier<KubernetesSide> kubernetes) {
    this.balancers = balancers;
    this.clusters = clusters;
    this.kubernetes = kubernetes;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeTargetGroups", this::describe);
    operations.put("DescribeTargetHealth", this::health);
    operations.put("DeleteTargetGroup", this::delete);
  }

  static ServiceError notFound(String what) {
    return new ServiceError("TargetGroupNotFound", 400, "Target groups '[" + what + "]' not found");
  }

  private TargetGroup found(String arn, Context context) {
    return balancers
        .groupByArn(arn)
        .filter(group -> group.region().equals(context.region()))
        .orElseThrow(() -> notFound(arn));
  }

  private Map<String, Object> describe(Input input, Context context) {
    List<String> arns = input.texts("TargetGroupArns");
    List<String> names = input.texts("Names");
    Optional<String> balancer = input.text("LoadBalancerArn");
    if (balancer.isPresent() && balancers.byArn(balancer.get()).isEmpty()) {
      throw LoadBalancerApi.notFound(balancer.get());
    }
    arns.forEach(arn -> found(arn, context));
    for (String name : names) {
      if (balancers.groupsIn(context.region()).noneMatch(group -> group.name().equals(name))) {
        throw notFound(name);
      }
    }
    List<TargetGroup> chosen =
        balancers
            .groupsIn(context.region())
            .filter(group -> arns.isEmpty() || arns.contains(group.arn()))
            .filter(group -> names.isEmpty() || names.contains(group.name()))
            .filter(group -> balancer.isEmpty() || balancer.get().equals(group.loadBalancerArn()))
            .toList();
    Page<TargetGroup> page = LoadBalancerApi.PAGES.page(chosen, TargetGroup::arn, input, context);
    return Output.of(
        "TargetGroups", page.items().stream().map(this::shown).toList(), "NextMarker", page.next());
  }

  private Map<String, Object> shown(TargetGroup group) {
    return Output.of(
        "TargetGroupArn",
        group.arn(),
        "TargetGroupName",
        group.name(),
        "Protocol",
        "TCP",
        "Port",
        group.nodePort(),
        "VpcId",
        group.vpcId(),
        "HealthCheckProtocol",
        "TCP",
        "HealthCheckPort",
        "traffic-port",
        "HealthCheckEnabled",
        true,
        "HealthCheckIntervalSeconds",
        30,
        "HealthyThresholdCount",
        3,
        "UnhealthyThresholdCount",
        3,
        "LoadBalancerArns",
        balancers.byArn(group.loadBalancerArn()).map(one -> List.of(one.arn())).orElse(List.of()),
        "TargetType",
        "instance",
        "IpAddressType",
        "ipv4");
  }

  private Map<String, Object> health(Input input, Context context) {
    TargetGroup group = found(input.required("TargetGroupArn"), context);
    Optional<Instant> answers = kubernetes.get().nodePortReadyAt(group.cluster(), group.nodePort());
    List<String> wanted =
        input.structures("Targets").stream().map(target -> target.required("Id")).toList();
    List<AwsSide.Node> nodes =
        clusters.nodes(group.cluster()).stream()
            .filter(node -> !node.readyAt().isAfter(context.now()))
            .filter(node -> wanted.isEmpty() || wanted.contains(node.instanceId()))
            .toList();
    List<Health> states =
        nodes.stream().map(node -> health(group, node, answers, context.now())).toList();
    long healthy = states.stream().filter(state -> state.state().equals("healthy")).count();
    context
        .effects()
        .observed(healthy + "/" + nodes.size() + " healthy", Tags.resource(group.tags()));
    return Output.of(
        "TargetHealthDescriptions",
        nodes.stream()
            .map(
                node -> {
                  Health state = health(group, node, answers, context.now());
                  return Output.of(
                      "Target", Output.of("Id", node.instanceId(), "Port", group.nodePort()),
                      "HealthCheckPort", Integer.toString(group.nodePort()),
                      "TargetHealth", Output.of("State", state.state(), "Reason", state.reason()));
                })
            .toList());
  }

  private static Health health(
      TargetGroup group, AwsSide.Node node, Optional<Instant> answers, Instant now) {
    if (now.isBefore(group.checksFrom())) {
      return new Health("initial", Optional.of("Elb.RegistrationInProgress"));
    }
    if (answers.isEmpty() || answers.get().isAfter(now)) {
      return new Health("unhealthy", Optional.of("Target.FailedHealthChecks"));
    }
    Instant from = latest(answers.get(), node.readyAt());
    return now.isBefore(latest(from.plus(group.healthyAfter()), group.checksFrom()))
        ? new Health("initial", Optional.of("Elb.InitialHealthChecking"))
        : new Health("healthy", Optional.empty());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Map<String, Object> delete(Input input, Context context) {
    balancers
        .groupByArn(input.required("TargetGroupArn"))
        .filter(group -> group.region().equals(context.region()))
        .ifPresent(
            group -> {
              if (balancers.byArn(group.loadBalancerArn()).isPresent()) {
                throw new ServiceError(
                    "ResourceInUse",
                    400,
                    "Target group '" + group.arn() + "' is currently in use by a listener");
              }
              balancers.delete(group);
              context
                  .effects()
                  .deleted(LoadBalancers.TARGET_GROUP, group.arn(), Tags.resource(group.tags()));
            });
    return Map.of();
  }
}
