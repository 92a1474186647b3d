package dev.fedctl.acceptance;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A VPC as the guidance has it, made in EC2 as an administrator would: three zones, a public and a
 * private subnet in each, an internet gateway and a NAT gateway.
 */
record MotoVpc(String id, List<String> publicSubnets, List<String> privateSubnets) {

  private static final List<String> ZONES = List.of("eu-north-1a", "eu-north-1b", "eu-north-1c");
  private static final String WORLD = "0.0.0.0/0";

  static MotoVpc create(Ec2Client ec2, String name) {
    String vpc =
        ec2.createVpc(
                r ->
                    r.cidrBlock("10.1.0.0/16")
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.VPC)
                                .tags(Tag.builder().key("Name").value(name).build())
                                .build()))
            .vpc()
            .vpcId();
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(v -> v.value(true)));
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
    List<String> publics = new ArrayList<>();
    List<String> privates = new ArrayList<>();
    for (int i = 0; i < ZONES.size(); i++) {
      String open = subnet(ec2, vpc, ZONES.get(i), "10.1.%d.0/24".formatted(i));
      ec2.modifySubnetAttribute(r -> r.subnetId(open).mapPublicIpOnLaunch(v -> v.value(true)));
      publics.add(open);
      privates.add(subnet(ec2, vpc, ZONES.get(i), "10.1.%d.0/24".formatted(100 + i)));
    }
    String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    AllocateAddressResponse address = ec2.allocateAddress(r -> r.domain(DomainType.VPC));
    String nat =
        ec2.createNatGateway(
                r -> r.subnetId(publics.getFirst()).allocationId(address.allocationId()))
            .natGateway()
            .natGatewayId();
    String outside = table(ec2, vpc, publics);
    ec2.createRoute(r -> r.routeTableId(outside).destinationCidrBlock(WORLD).gatewayId(gateway));
    String inside = table(ec2, vpc, privates);
    ec2.createRoute(r -> r.routeTableId(inside).destinationCidrBlock(WORLD).natGatewayId(nat));
    return new MotoVpc(vpc, publics, privates);
  }

  private static String subnet(Ec2Client ec2, String vpc, String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(cidr))
        .subnet()
        .subnetId();
  }

  private static String table(Ec2Client ec2, String vpc, List<String> subnets) {
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    subnets.forEach(subnet -> ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet)));
    return table;
  }
}
