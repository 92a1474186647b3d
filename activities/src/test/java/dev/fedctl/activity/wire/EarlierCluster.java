package dev.fedctl.activity.wire;

import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What somebody's cluster of the very name of ours has left, before there was ours. */
final class EarlierCluster {

  private static final String NAME = AwsRequests.CLUSTER.name();
  private static final Map<String, String> OWNED = Map.of("kubernetes.io/cluster/" + NAME, "owned");

  /** Its load balancer, with a target group of the same name. */
  static final String BALANCER = "a0000000000000000000000000000001";

  /** A target group without a load balancer. */
  static final String LONE_GROUP = "k8s-earlier-0000000001";

  private EarlierCluster() {}

  /** A thing of each kind that has no time of making. */
  static World left() {
    return left(1);
  }

  /**
   * @param interfaces how many network interfaces; of security groups and target groups two each
   */
  static World left(int interfaces) {
    return at(
        region ->
            new World.Region(
                region.name(),
                region.zones(),
                region.offerings(),
                List.of(guarded(region.vpcs().getFirst())),
                region.launchTemplates(),
                region.clusters(),
                List.of(
                    new Foreign.LoadBalancer(
                        BALANCER, false, AwsRequests.SUBNETS, 443, Optional.empty(), OWNED)),
                new Foreign.Devices(
                    List.of(),
                    IntStream.range(0, interfaces).mapToObj(EarlierCluster::device).toList(),
                    List.of(
                        new Foreign.TargetGroup(
                            LONE_GROUP, region.vpcs().getFirst().id(), 443, OWNED)),
                    List.of())));
  }

  /** It stands still. */
  static World standing() {
    return at(
        region ->
            new World.Region(
                region.name(),
                region.zones(),
                region.offerings(),
                region.vpcs(),
                region.launchTemplates(),
                List.of(
                    new Foreign.Cluster(
                        NAME,
                        AwsRequests.VERSION,
                        AwsRequests.WORKER,
                        "ACTIVE",
                        AwsRequests.SUBNETS,
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of())),
                region.loadBalancers(),
                region.devices()));
  }

  /** Whatever stands of those kinds under the name, by id or ARN. */
  static List<String> seen(AwsWire cloud) {
    AwsStranger stranger = new AwsStranger(cloud);
    List<String> ids = new ArrayList<>();
    stranger.ec2().describeSecurityGroups().securityGroups().stream()
        .filter(one -> one.tags().stream().anyMatch(tag -> tag.key().endsWith("/" + NAME)))
        .forEach(one -> ids.add(one.groupId()));
    stranger.ec2().describeNetworkInterfaces().networkInterfaces().stream()
        .filter(one -> one.tagSet().stream().anyMatch(tag -> tag.value().equals(NAME)))
        .forEach(one -> ids.add(one.networkInterfaceId()));
    cloud
        .clients()
        .elasticLoadBalancing(AwsStranger.REGION)
        .describeTargetGroups()
        .targetGroups()
        .forEach(one -> ids.add(one.targetGroupArn()));
    return ids.stream().sorted().toList();
  }

  /** The load balancer goes, and its target group stays. */
  static void freeTargetGroup(AwsWire cloud) {
    var client = cloud.clients().elasticLoadBalancing(AwsStranger.REGION);
    String arn =
        client
            .describeLoadBalancers(r -> r.names(BALANCER))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    client.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
  }

  private static Foreign.NetworkInterface device(int number) {
    return new Foreign.NetworkInterface(
        "eni-%017x".formatted(0xe000 + number),
        AwsRequests.SUBNETS.getFirst(),
        Optional.empty(),
        "aws-K8S-i-0",
        false,
        Map.of("cluster.k8s.amazonaws.com/name", NAME));
  }

  private static World.Vpc guarded(World.Vpc vpc) {
    return new World.Vpc(
        vpc.id(),
        vpc.cidr(),
        vpc.dnsSupport(),
        vpc.dnsHostnames(),
        vpc.tags(),
        vpc.subnets(),
        vpc.routeTables(),
        Stream.of("eks-cluster-sg-" + NAME + "-1", "k8s-elb-" + BALANCER)
            .map(
                name ->
                    new Foreign.SecurityGroup(
                        "sg-%017x".formatted(name.length()), name, "theirs", OWNED))
            .toList());
  }

  private static World at(UnaryOperator<World.Region> change) {
    return AwsWire.WORLD.withRegions(
        AwsWire.WORLD.regions().stream()
            .map(one -> one.name().equals(AwsStranger.REGION) ? change.apply(one) : one)
            .toList());
  }
}
