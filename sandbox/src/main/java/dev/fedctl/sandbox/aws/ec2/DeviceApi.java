package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import java.util.List;
import java.util.Map;

/** Security groups, network interfaces and volumes: what services and controllers leave behind. */
final class DeviceApi {

  private static final Filters<Resource<Ec2Region.SecurityGroup>> GROUP_FILTERS =
      Filters.tagged(
          Map.of(
              "group-id", group -> List.of(group.id()),
              "group-name", group -> List.of(group.facts().name()),
              "description", group -> List.of(group.facts().description()),
              "vpc-id", group -> List.of(group.facts().vpcId())));

  private static final Filters<Resource<Ec2Region.NetworkInterface>> INTERFACE_FILTERS =
      Filters.tagged(
          Map.of(
              "network-interface-id", eni -> List.of(eni.id()),
              "subnet-id", eni -> List.of(eni.facts().subnetId()),
              "description", eni -> List.of(eni.facts().description()),
              "group-id", eni -> List.of(eni.facts().groupId()),
              "status", eni -> List.of("in-use")));

  private static final Filters<Resource<Ec2Region.Volume>> VOLUME_FILTERS =
      Filters.tagged(
          Map.of(
              "volume-id", volume -> List.of(volume.id()),
              "availability-zone", volume -> List.of(volume.facts().zone()),
              "status", volume -> List.of("in-use"),
              "size", volume -> List.of(Integer.toString(volume.facts().sizeGiB())),
              "volume-type", volume -> List.of("gp3"),
              "encrypted", volume -> List.of("true")));

  private final Ec2Regions regions;

  DeviceApi(Ec2Regions regions) {
    this.regions = regions;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeSecurityGroups", this::securityGroups);
    operations.put("DescribeNetworkInterfaces", this::networkInterfaces);
    operations.put("DescribeVolumes", this::volumes);
  }

  private Map<String, Object> securityGroups(Input input, Context context) {
    List<Resource<Ec2Region.SecurityGroup>> chosen =
        Listing.chosen(
            regions.of(context).securityGroups,
            input.texts("GroupIds"),
            context,
            "InvalidGroup.NotFound",
            "security group");
    return Listing.page(
        "SecurityGroups",
        GROUP_FILTERS.apply(input, context, chosen),
        Resource::id,
        group ->
            Output.of(
                "GroupId", group.id(),
                "GroupName", group.facts().name(),
                "Description", group.facts().description(),
                "VpcId", group.facts().vpcId(),
                "OwnerId", context.account(),
                "IpPermissions", List.of(),
                "IpPermissionsEgress", List.of(),
                "Tags", Tags.list(group.tags())),
        input);
  }

  private Map<String, Object> networkInterfaces(Input input, Context context) {
    Ec2Region region = regions.of(context);
    List<Resource<Ec2Region.NetworkInterface>> chosen =
        Listing.chosen(
            region.networkInterfaces,
            input.texts("NetworkInterfaceIds"),
            context,
            "InvalidNetworkInterfaceID.NotFound",
            "networkInterface");
    return Listing.page(
        "NetworkInterfaces",
        INTERFACE_FILTERS.apply(input, context, chosen),
        Resource::id,
        eni ->
            Output.of(
                "NetworkInterfaceId", eni.id(),
                "SubnetId", eni.facts().subnetId(),
                "VpcId", region.subnet(eni.facts().subnetId()).map(Ec2Region.Subnet::vpcId),
                "Description", eni.facts().description(),
                "OwnerId", context.account(),
                "Status", "in-use",
                "Groups", List.of(Output.of("GroupId", eni.facts().groupId())),
                "TagSet", Tags.list(eni.tags())),
        input);
  }

  private Map<String, Object> volumes(Input input, Context context) {
    List<Resource<Ec2Region.Volume>> chosen =
        Listing.chosen(
            regions.of(context).volumes,
            input.texts("VolumeIds"),
            context,
            "InvalidVolume.NotFound",
            "volume");
    return Listing.page(
        "Volumes",
        VOLUME_FILTERS.apply(input, context, chosen),
        Resource::id,
        volume ->
            Output.of(
                "VolumeId", volume.id(),
                "AvailabilityZone", volume.facts().zone(),
                "Size", volume.facts().sizeGiB(),
                "State", "in-use",
                "VolumeType", "gp3",
                "Encrypted", true,
                "CreateTime", volume.facts().createdAt(),
                "Tags", Tags.list(volume.tags())),
        input);
  }
}
