package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.world.World;
import java.util.List;
import java.util.Map;

/** VPCs, subnets and route tables, as the world has them. */
final class NetworkApi {

  private static final Listed<World.Vpc> VPCS =
      Listed.of(
          "Vpcs",
          "VpcIds",
          "InvalidVpcID.NotFound",
          "The vpc ID '%s' does not exist",
          Map.of(
              "vpc-id", vpc -> List.of(vpc.id()),
              "cidr", vpc -> List.of(vpc.facts().cidr()),
              "state", vpc -> List.of("available"),
              "is-default", vpc -> List.of("false")));

  private static final Listed<Ec2Region.Subnet> SUBNETS =
      Listed.of(
          "Subnets",
          "SubnetIds",
          "InvalidSubnetID.NotFound",
          "The subnet ID '%s' does not exist",
          Map.of(
              "subnet-id", subnet -> List.of(subnet.id()),
              "vpc-id", subnet -> List.of(subnet.facts().vpcId()),
              "state", subnet -> List.of("available"),
              "availability-zone", subnet -> List.of(subnet.facts().facts().zone()),
              "cidr-block", subnet -> List.of(subnet.facts().facts().cidr()),
              "map-public-ip-on-launch",
                  subnet -> List.of(Boolean.toString(subnet.facts().facts().mapPublicIpOnLaunch())),
              "default-for-az", subnet -> List.of("false")));

  private static final Listed<Ec2Region.RouteTable> ROUTE_TABLES =
      Listed.of(
          "RouteTables",
          "RouteTableIds",
          "InvalidRouteTableID.NotFound",
          "The routeTable ID '%s' does not exist",
          Map.of(
              "route-table-id", table -> List.of(table.id()),
              "vpc-id", table -> List.of(table.facts().vpcId()),
              "association.subnet-id", table -> table.facts().facts().subnets(),
              "association.main",
                  table -> List.of(Boolean.toString(table.facts().facts().main()))));

  private final Ec2Regions regions;

  NetworkApi(Ec2Regions regions) {
    this.regions = regions;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeVpcs", this::vpcs);
    operations.put("DescribeVpcAttribute", this::vpcAttribute);
    operations.put("DescribeSubnets", this::subnets);
    operations.put("DescribeRouteTables", this::routeTables);
  }

  private Map<String, Object> vpcs(Input input, Context context) {
    return VPCS.describe(
        regions.of(context).vpcs,
        vpc ->
            Output.of(
                "OwnerId",
                context.account(),
                "VpcId",
                vpc.id(),
                "State",
                "available",
                "CidrBlock",
                vpc.facts().cidr(),
                "DhcpOptionsId",
                "dopt-0a000000000000001",
                "InstanceTenancy",
                "default",
                "IsDefault",
                false,
                "Tags",
                Tags.list(vpc.tags())),
        input,
        context);
  }

  private Map<String, Object> vpcAttribute(Input input, Context context) {
    String id = input.required("VpcId");
    World.Vpc vpc = VPCS.found(regions.of(context).vpcs, id, context).facts();
    return switch (input.required("Attribute")) {
      case "enableDnsSupport" ->
          Output.of("VpcId", id, "EnableDnsSupport", Output.of("Value", vpc.dnsSupport()));
      case "enableDnsHostnames" ->
          Output.of("VpcId", id, "EnableDnsHostnames", Output.of("Value", vpc.dnsHostnames()));
      default ->
          Output.of("VpcId", id, "EnableNetworkAddressUsageMetrics", Output.of("Value", false));
    };
  }

  private Map<String, Object> subnets(Input input, Context context) {
    Ec2Region region = regions.of(context);
    return SUBNETS.describe(
        region.subnets, subnet -> shown(subnet, region, context), input, context);
  }

  private static Map<String, Object> shown(
      Resource<Ec2Region.Subnet> subnet, Ec2Region region, Context context) {
    World.Subnet facts = subnet.facts().facts();
    return Output.of(
        "SubnetId", subnet.id(),
        "VpcId", subnet.facts().vpcId(),
        "OwnerId", context.account(),
        "State", "available",
        "AvailabilityZone", facts.zone(),
        "AvailabilityZoneId", region.zone(facts.zone()).map(World.Zone::id),
        "CidrBlock", facts.cidr(),
        "AvailableIpAddressCount", facts.availableAddresses(),
        "MapPublicIpOnLaunch", facts.mapPublicIpOnLaunch(),
        "DefaultForAz", false,
        "AssignIpv6AddressOnCreation", false,
        "Ipv6CidrBlockAssociationSet", List.of(),
        "Ipv6Native", false,
        "SubnetArn", context.arn("ec2", "subnet/" + subnet.id()),
        "Tags", Tags.list(subnet.tags()));
  }

  private Map<String, Object> routeTables(Input input, Context context) {
    return ROUTE_TABLES.describe(
        regions.of(context).routeTables, table -> shown(table, context), input, context);
  }

  private static Map<String, Object> shown(Resource<Ec2Region.RouteTable> table, Context context) {
    World.RouteTable facts = table.facts().facts();
    List<Map<String, Object>> associations =
        new java.util.ArrayList<>(
            facts.subnets().stream()
                .map(
                    subnet ->
                        Output.of(
                            "Main",
                            false,
                            "RouteTableAssociationId",
                            "rtbassoc-" + subnet.substring("subnet-".length()),
                            "RouteTableId",
                            table.id(),
                            "SubnetId",
                            subnet,
                            "AssociationState",
                            Output.of("State", "associated")))
                .toList());
    if (facts.main()) {
      associations.add(
          Output.of(
              "Main",
              true,
              "RouteTableAssociationId",
              "rtbassoc-" + table.id().substring("rtb-".length()),
              "RouteTableId",
              table.id(),
              "AssociationState",
              Output.of("State", "associated")));
    }
    return Output.of(
        "RouteTableId", table.id(),
        "VpcId", table.facts().vpcId(),
        "OwnerId", context.account(),
        "Associations", associations,
        "Routes", facts.routes().stream().map(NetworkApi::shown).toList(),
        "PropagatingVgws", List.of(),
        "Tags", Tags.list(table.tags()));
  }

  private static Map<String, Object> shown(World.Route route) {
    String target = route.target();
    String member;
    if (target.startsWith("nat-")) {
      member = "NatGatewayId";
    } else if (target.startsWith("tgw-")) {
      member = "TransitGatewayId";
    } else if (target.startsWith("pcx-")) {
      member = "VpcPeeringConnectionId";
    } else if (target.startsWith("eni-")) {
      member = "NetworkInterfaceId";
    } else {
      member = "GatewayId";
    }
    return Output.of(
        "DestinationCidrBlock",
        route.destination(),
        member,
        target,
        "Origin",
        target.equals("local") ? "CreateRouteTable" : "CreateRoute",
        "State",
        route.blackhole() ? "blackhole" : "active");
  }
}
