package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What EKS checks of the subnets that it is given. */
final class Networks {

  private static final Set<String> CLOSED_ZONES = Set.of("use1-az3", "usw1-az2", "cac1-az3");
  private static final int ADDRESSES = 6;

  private Networks() {}

  static List<Ec2Region.Subnet> subnets(List<String> ids, Ec2Region region) {
    List<Ec2Region.Subnet> subnets = new ArrayList<>();
    for (String id : ids) {
      subnets.add(
          region
              .subnet(id)
              .orElseThrow(
                  () ->
                      EksErrors.parameter(
                          "The subnet ID '"
                              + id
                              + "' does not exist (Service: AmazonEC2; Status Code: 400; Error"
                              + " Code: InvalidSubnetID.NotFound)")));
    }
    return subnets;
  }

  /** Checks the subnets of a control plane; the id of their VPC. */
  static String controlPlane(List<String> ids, Ec2Region region, Context context) {
    if (ids.isEmpty()) {
      throw EksErrors.parameter("resourcesVpcConfig.subnetIds: subnets must be specified");
    }
    List<Ec2Region.Subnet> subnets = subnets(ids, region);
    String vpcId = subnets.getFirst().vpcId();
    if (subnets.stream().anyMatch(subnet -> !subnet.vpcId().equals(vpcId))) {
      throw EksErrors.parameter("Subnets specified must be in the same VPC");
    }
    Set<String> zones = new TreeSet<>();
    for (Ec2Region.Subnet subnet : subnets) {
      World.Zone zone = region.zone(subnet.facts().zone()).orElseThrow();
      checkZone(zone, region, context);
      zones.add(zone.name());
      if (subnet.facts().availableAddresses() < ADDRESSES) {
        throw EksErrors.parameter(
            "Subnet " + subnet.facts().id() + " does not have enough free addresses: 6 are needed");
      }
    }
    if (zones.size() < 2) {
      throw EksErrors.parameter("Subnets specified must be in at least two different AZs");
    }
    World.Vpc vpc = region.vpc(vpcId).orElseThrow();
    if (!vpc.dnsSupport() || !vpc.dnsHostnames()) {
      throw EksErrors.parameter(
          "VPC " + vpcId + " must have DNS hostnames and DNS resolution enabled");
    }
    return vpcId;
  }

  private static void checkZone(World.Zone zone, Ec2Region region, Context context) {
    if (!CLOSED_ZONES.contains(zone.id()) && zone.type().equals("availability-zone")) {
      return;
    }
    List<String> valid =
        region.place().zones().stream()
            .filter(other -> other.type().equals("availability-zone"))
            .filter(other -> !CLOSED_ZONES.contains(other.id()))
            .map(World.Zone::name)
            .toList();
    throw new ServiceError(
        "UnsupportedAvailabilityZoneException",
        400,
        "Cannot create cluster because "
            + zone.name()
            + ", the targeted availability zone, does not currently have sufficient capacity to"
            + " support the cluster in "
            + context.region()
            + ".",
        Map.of("validZones", valid));
  }
}
