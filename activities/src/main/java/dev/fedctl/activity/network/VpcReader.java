package dev.fedctl.activity.network;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsCodes;
import dev.fedctl.activity.network.SubnetFacts.Reach;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.spec.VpcSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Reads a VPC from EC2, every page of it. */
final class VpcReader {

  /** Zones in which EKS has no control planes (EKS user guide, "VPC and subnet requirements"). */
  private static final Set<String> WITHOUT_EKS = Set.of("use1-az3", "usw1-az2", "cac1-az3");

  private static final String WORLD = "0.0.0.0/0";

  private final Ec2Client ec2;

  VpcReader(Ec2Client ec2) {
    this.ec2 = ec2;
  }

  VpcFacts read(NetworkQuery query) {
    Vpc vpc = find(query);
    String id = vpc.vpcId();
    Map<String, AvailabilityZone> zones = usableZones();
    List<RouteTable> tables =
        ec2
            .describeRouteTablesPaginator(r -> r.filters(filter("vpc-id", id)))
            .routeTables()
            .stream()
            .toList();
    List<SubnetFacts> subnets =
        ec2.describeSubnetsPaginator(r -> r.filters(filter("vpc-id", id))).subnets().stream()
            .filter(subnet -> zones.containsKey(subnet.availabilityZone()))
            .filter(subnet -> !Boolean.TRUE.equals(subnet.ipv6Native()))
            .map(subnet -> facts(subnet, tables))
            .sorted(Comparator.comparing(SubnetFacts::zone).thenComparing(SubnetFacts::id))
            .toList();
    return new VpcFacts(
        vpc,
        attribute(id, VpcAttributeName.ENABLE_DNS_SUPPORT),
        attribute(id, VpcAttributeName.ENABLE_DNS_HOSTNAMES),
        subnets);
  }

  private Vpc find(NetworkQuery query) {
    return switch (query.vpc()) {
      case VpcSpec.ById(String id) -> byId(id, query);
      case VpcSpec.ByName(String name) -> byName(name, query);
    };
  }

  private Vpc byId(String id, NetworkQuery query) {
    try {
      return ec2.describeVpcs(r -> r.vpcIds(id)).vpcs().getFirst();
    } catch (Ec2Exception e) {
      if (!AwsCodes.isGone(e)) {
        throw e;
      }
      throw invalid(
          query.specPath() + ".id",
          "there is no VPC " + id + " in " + query.region(),
          "give the id of a VPC of this account and region");
    }
  }

  private Vpc byName(String name, NetworkQuery query) {
    // EC2 reads * and ? in a filter as wildcards; the name is meant to the letter.
    String literal = name.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    List<Vpc> named =
        ec2.describeVpcsPaginator(r -> r.filters(filter("tag:Name", literal))).vpcs().stream()
            .filter(vpc -> vpc.tags().contains(Tag.builder().key("Name").value(name).build()))
            .sorted(Comparator.comparing(Vpc::vpcId))
            .toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    if (named.isEmpty()) {
      throw invalid(
          query.specPath() + ".name",
          "there is no VPC named \"" + name + "\" in " + query.region(),
          "give the exact Name tag of a VPC of this account and region, or its id");
    }
    throw invalid(
        query.specPath() + ".name",
        "%d VPCs in %s are named \"%s\": %s"
            .formatted(
                named.size(),
                query.region(),
                name,
                named.stream().map(Vpc::vpcId).collect(Collectors.joining(", "))),
        "give the id of the one that is meant, in " + query.specPath() + ".id");
  }

  private Map<String, AvailabilityZone> usableZones() {
    return ec2
        .describeAvailabilityZones(r -> r.allAvailabilityZones(false))
        .availabilityZones()
        .stream()
        .filter(zone -> "availability-zone".equals(zone.zoneType()))
        .filter(zone -> !WITHOUT_EKS.contains(zone.zoneId()))
        .collect(Collectors.toMap(AvailabilityZone::zoneName, zone -> zone));
  }

  private boolean attribute(String vpcId, VpcAttributeName name) {
    var answer = ec2.describeVpcAttribute(r -> r.vpcId(vpcId).attribute(name));
    return name == VpcAttributeName.ENABLE_DNS_SUPPORT
        ? answer.enableDnsSupport().value()
        : answer.enableDnsHostnames().value();
  }

  private static SubnetFacts facts(Subnet subnet, List<RouteTable> tables) {
    return new SubnetFacts(
        subnet.subnetId(),
        subnet.availabilityZone(),
        reach(subnet.subnetId(), tables),
        Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()),
        subnet.availableIpAddressCount());
  }

  /** A subnet without a route table of its own uses the VPC's main one. */
  private static Reach reach(String subnet, List<RouteTable> tables) {
    return tables.stream()
        .filter(table -> has(table, association -> subnet.equals(association.subnetId())))
        .findFirst()
        .or(
            () ->
                tables.stream()
                    .filter(
                        table -> has(table, association -> Boolean.TRUE.equals(association.main())))
                    .findFirst())
        .flatMap(
            table ->
                table.routes().stream()
                    .filter(route -> WORLD.equals(route.destinationCidrBlock()))
                    .filter(route -> route.state() != RouteState.BLACKHOLE)
                    .findFirst())
        .map(VpcReader::reach)
        .orElse(Reach.ISOLATED);
  }

  private static boolean has(RouteTable table, Predicate<RouteTableAssociation> wanted) {
    return table.associations().stream().anyMatch(wanted);
  }

  private static Reach reach(Route route) {
    return route.gatewayId() != null && route.gatewayId().startsWith("igw-")
        ? Reach.PUBLIC
        : Reach.PRIVATE;
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static RuntimeException invalid(String path, String message, String advice) {
    return Waits.failure(FailureFacts.invalidSpec(path, message, advice));
  }
}
