package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.Partition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The load balancers and target groups of the account. Guarded by the kernel's lock. */
public final class LoadBalancers {

  static final String KIND = "elasticloadbalancing:loadbalancer";
  static final String TARGET_GROUP = "elasticloadbalancing:targetgroup";
  private static final String CONTROLLER = "service-controller";

  private final Map<String, LoadBalancer> balancers = new TreeMap<>();
  private final Map<String, TargetGroup> groups = new TreeMap<>();
  private final Ids ids;
  private final String domain;
  private final Partition partition;

  /**
   * @param domain of the host on which load balancers listen
   */
  public LoadBalancers(Ids ids, String domain, Partition partition) {
    this.ids = ids;
    this.domain = domain;
    this.partition = partition;
  }

  Stream<LoadBalancer> in(String region) {
    return balancers.values().stream().filter(one -> one.region().equals(region));
  }

  Stream<TargetGroup> groupsIn(String region) {
    return groups.values().stream().filter(one -> one.region().equals(region));
  }

  Optional<LoadBalancer> byArn(String arn) {
    return Optional.ofNullable(balancers.get(arn));
  }

  Optional<TargetGroup> groupByArn(String arn) {
    return Optional.ofNullable(groups.get(arn));
  }

  Collection<TargetGroup> groupsOf(LoadBalancer balancer) {
    return groups.values().stream()
        .filter(group -> group.loadBalancerArn().equals(balancer.arn()))
        .toList();
  }

  /**
   * Puts a load balancer of a world file, which others have made, where those of Services are.
   *
   * @param cluster whose nodes are its targets
   */
  public void seed(
      Foreign.LoadBalancer foreign,
      ClusterId cluster,
      List<Placement> placements,
      String vpcId,
      Instant start) {
    String prefix = partition.arn("elasticloadbalancing", cluster.region(), cluster.account(), "");
    String suffix = ids.hex(16);
    LoadBalancer balancer =
        new LoadBalancer(
            prefix + "loadbalancer/net/" + foreign.name() + "/" + suffix,
            foreign.name(),
            foreign.name() + "-" + suffix + ".elb." + cluster.region() + "." + domain,
            cluster,
            cluster.region(),
            vpcId,
            foreign.internal(),
            placements,
            foreign.port(),
            start,
            start,
            start,
            start,
            start,
            Optional.empty(),
            prefix + "listener/net/" + foreign.name() + "/" + suffix + "/" + ids.hex(16),
            new LinkedHashMap<>(foreign.tags()));
    balancers.put(balancer.arn(), balancer);
    TargetGroup group =
        new TargetGroup(
            prefix + "targetgroup/" + foreign.name() + "/" + ids.hex(16),
            foreign.name(),
            balancer.arn(),
            cluster,
            cluster.region(),
            vpcId,
            foreign.port(),
            Duration.ZERO,
            start,
            new LinkedHashMap<>(foreign.tags()));
    groups.put(group.arn(), group);
  }

  /** Puts a target group of a world file, which hangs on no load balancer, where others are. */
  public void seed(Foreign.TargetGroup foreign, ClusterId nobody, Instant start) {
    TargetGroup group =
        new TargetGroup(
            partition.arn("elasticloadbalancing", nobody.region(), nobody.account(), "")
                + "targetgroup/"
                + foreign.name()
                + "/"
                + ids.hex(16),
            foreign.name(),
            "",
            nobody,
            nobody.region(),
            foreign.vpcId(),
            foreign.port(),
            Duration.ZERO,
            start,
            new LinkedHashMap<>(foreign.tags()));
    groups.put(group.arn(), group);
  }

  /** Makes the load balancer of a Service, or finds the one that it has. */
  public AwsSide.LoadBalancer ensure(
      AwsSide.LoadBalancerRequest request,
      List<Placement> placements,
      String vpcId,
      Effects effects) {
    LoadBalancer balancer =
        in(request.cluster().region())
            .filter(one -> one.name().equals(request.name()))
            .findFirst()
            .orElseGet(() -> made(request, placements, vpcId, effects));
    balancer.tags().putAll(request.tags());
    return new AwsSide.LoadBalancer(
        balancer.arn(),
        balancer.dnsName(),
        balancer.port(),
        balancer.namedAt(),
        balancer.answersAt());
  }

  private LoadBalancer made(
      AwsSide.LoadBalancerRequest request,
      List<Placement> placements,
      String vpcId,
      Effects effects) {
    String region = request.cluster().region();
    String prefix = partition.arn("elasticloadbalancing", region, request.cluster().account(), "");
    String suffix = ids.hex(16);
    String service =
        request.tags().getOrDefault("kubernetes.io/service-name", "/" + request.name());
    // The Service's name, not the load balancer's, which holds a random UID: the same run with the
    // same seed has to draw the same delays.
    String subject = request.cluster().name() + "/" + service;
    Instant now = effects.now();
    Instant named = now.plus(effects.delay(DelayKind.LOAD_BALANCER_NAMED, subject));
    LoadBalancer balancer =
        new LoadBalancer(
            prefix + "loadbalancer/net/" + request.name() + "/" + suffix,
            request.name(),
            request.name() + "-" + suffix + ".elb." + region + "." + domain,
            request.cluster(),
            region,
            vpcId,
            request.internal(),
            placements,
            request.port(),
            now,
            effects.visibleFrom(),
            named,
            now.plus(effects.delay(DelayKind.LOAD_BALANCER_ACTIVE, subject)),
            named.plus(effects.delay(DelayKind.DNS_VISIBLE, subject)),
            effects.outcome().map(Fault.Outcome::state),
            prefix + "listener/net/" + request.name() + "/" + suffix + "/" + ids.hex(16),
            new LinkedHashMap<>(request.tags()));
    balancers.put(balancer.arn(), balancer);
    String groupName = groupName(service);
    TargetGroup group =
        new TargetGroup(
            prefix + "targetgroup/" + groupName + "/" + ids.hex(16),
            groupName,
            balancer.arn(),
            request.cluster(),
            region,
            vpcId,
            request.nodePort(),
            effects.delay(DelayKind.TARGET_HEALTHY, subject),
            balancer.activeAt(),
            new LinkedHashMap<>(request.tags()));
    groups.put(group.arn(), group);
    Optional<String> resource = Tags.resource(request.tags());
    effects.byController(CONTROLLER, "created", KIND, balancer.arn(), resource);
    effects.byController(CONTROLLER, "created", TARGET_GROUP, group.arn(), resource);
    return balancer;
  }

  // k8s-<8 of the namespace>-<8 of the name>-<10>
  private String groupName(String service) {
    int slash = service.indexOf('/');
    String namespace = service.substring(0, slash).replace("-", "");
    String name = service.substring(slash + 1).replace("-", "");
    return "k8s-%s-%s-%s"
        .formatted(
            namespace.substring(0, Math.min(8, namespace.length())),
            name.substring(0, Math.min(8, name.length())),
            ids.hex(10));
  }

  /** Whether the load balancer of a Service stands. */
  public boolean has(AwsSide.LoadBalancerRequest request) {
    return in(request.cluster().region()).anyMatch(one -> one.name().equals(request.name()));
  }

  /**
   * Takes a load balancer away with its target groups, as its controller does.
   *
   * @param groupsStay whether the controller stops in between
   */
  public void deleteByController(String arn, boolean groupsStay, Effects effects) {
    LoadBalancer balancer = balancers.remove(arn);
    if (balancer == null) {
      return;
    }
    effects.byController(CONTROLLER, "deleted", KIND, arn, Tags.resource(balancer.tags()));
    if (groupsStay) {
      return;
    }
    for (TargetGroup group : groupsOf(balancer)) {
      groups.remove(group.arn());
      effects.byController(
          CONTROLLER, "deleted", TARGET_GROUP, group.arn(), Tags.resource(group.tags()));
    }
  }

  void delete(LoadBalancer balancer) {
    balancers.remove(balancer.arn());
  }

  void delete(TargetGroup group) {
    groups.remove(group.arn());
  }

  /**
   * The Service, by namespace and name, behind a load balancer of a cluster; empty when none is.
   */
  public String serviceOf(String cluster) {
    return balancers.values().stream()
        .filter(one -> one.cluster().name().equals(cluster))
        .map(one -> one.tags().getOrDefault("kubernetes.io/service-name", ""))
        .findFirst()
        .orElse("");
  }

  /** When each is active and can be reached by name. */
  public List<Readiness> readiness() {
    return balancers.values().stream()
        .map(
            one ->
                Readiness.of(
                    KIND,
                    one.arn(),
                    one.tags(),
                    one.badState().isEmpty() ? Optional.of(one.answersAt()) : Optional.empty()))
        .toList();
  }
}
