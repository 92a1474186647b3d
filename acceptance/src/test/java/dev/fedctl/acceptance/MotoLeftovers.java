package dev.fedctl.acceptance;

import static dev.fedctl.acceptance.MotoAccount.REGION;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** What controllers have made for a cluster, and left behind when it went. */
record MotoLeftovers(Ec2Client ec2, ElasticLoadBalancingV2Client elb) implements AutoCloseable {

  static MotoLeftovers at(URI endpoint, Ec2Client ec2) {
    return new MotoLeftovers(
        ec2,
        ElasticLoadBalancingV2Client.builder()
            .region(Region.of(REGION))
            .credentialsProvider(MotoWorker.CREDENTIALS)
            .endpointOverride(endpoint)
            .build());
  }

  /** One of each kind. */
  void make(MotoThings things) {
    String subnet = things.subnets().getFirst();
    String vpc = ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst().vpcId();
    balancer(things, vpc);
    String group =
        ec2.createSecurityGroup(
                r ->
                    r.vpcId(vpc)
                        .groupName("k8s-" + things.name())
                        .description("of a controller")
                        .tagSpecifications(tagged(things, ResourceType.SECURITY_GROUP)))
            .groupId();
    ec2.createNetworkInterface(
        r ->
            r.subnetId(subnet)
                .groups(group)
                .description("of a node")
                .tagSpecifications(tagged(things, ResourceType.NETWORK_INTERFACE)));
    ec2.createVolume(
        r ->
            r.availabilityZone(REGION + "a")
                .size(1)
                .tagSpecifications(tagged(things, ResourceType.VOLUME)));
  }

  private void balancer(MotoThings things, String vpc) {
    List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag> tags =
        tags(things).entrySet().stream()
            .map(
                tag ->
                    software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag.builder()
                        .key(tag.getKey())
                        .value(tag.getValue())
                        .build())
            .toList();
    elb.createLoadBalancer(
        r ->
            r.name("k8s-" + things.name())
                .type(LoadBalancerTypeEnum.NETWORK)
                .subnets(things.subnets())
                .tags(tags));
    elb.createTargetGroup(
        r ->
            r.name("k8s-" + things.name())
                .protocol(ProtocolEnum.TCP)
                .port(443)
                .vpcId(vpc)
                .tags(tags));
  }

  /** One line for each that stands. */
  Stream<String> all(MotoThings things) {
    Filter ours = Filter.builder().name("tag-key").values(key(things)).build();
    return Stream.of(
            elb.describeLoadBalancers().loadBalancers().stream()
                .map(one -> one.loadBalancerName())
                .filter(name -> name.endsWith(things.name())),
            elb.describeTargetGroups().targetGroups().stream()
                .map(one -> one.targetGroupName())
                .filter(name -> name.endsWith(things.name())),
            ec2.describeSecurityGroups(r -> r.filters(ours)).securityGroups().stream()
                .map(one -> one.groupName()),
            ec2.describeNetworkInterfaces(r -> r.filters(ours)).networkInterfaces().stream()
                .map(one -> one.description()),
            ec2.describeVolumes(r -> r.filters(ours)).volumes().stream()
                .map(one -> "volume " + one.size()))
        .flatMap(names -> names)
        .map(name -> "leftover " + name);
  }

  private static TagSpecification tagged(MotoThings things, ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags(things).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  private static Map<String, String> tags(MotoThings things) {
    SortedMap<String, String> tags = things.controlPlane().claim().sharedTags();
    tags.put(key(things), "owned");
    return tags;
  }

  /** How controllers mark what they have made for a cluster. */
  private static String key(MotoThings things) {
    return "kubernetes.io/cluster/" + things.name();
  }

  @Override
  public void close() {
    elb.close();
  }
}
