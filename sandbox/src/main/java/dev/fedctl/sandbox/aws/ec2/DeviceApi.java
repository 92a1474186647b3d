package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.List;
import java.util.Map;

/** Security groups, network interfaces and volumes: what services and controllers leave behind. */
final class DeviceApi {

  private static final Listed<Ec2Region.SecurityGroup> GROUPS =
      Listed.of(
          "SecurityGroups",
          "GroupIds",
          "InvalidGroup.NotFound",
          "The security group '%s' does not exist",
          Map.of(
              "group-id", group -> List.of(group.id()),
              "group-name", group -> List.of(group.facts().name()),
              "description", group -> List.of(group.facts().description()),
              "vpc-id", group -> List.of(group.facts().vpcId())));

  private static final Listed<Ec2Region.NetworkInterface> INTERFACES =
      Listed.of(
          "NetworkInterfaces",
          "NetworkInterfaceIds",
          "InvalidNetworkInterfaceID.NotFound",
          "The networkInterface ID '%s' does not exist",
          Map.of(
              "network-interface-id", eni -> List.of(eni.id()),
              "subnet-id", eni -> List.of(eni.facts().subnetId()),
              "description", eni -> List.of(eni.facts().description()),
              "group-id", eni -> List.of(eni.facts().groupId()),
              "status", eni -> List.of(eni.facts().status())));

  private static final Listed<Ec2Region.Volume> VOLUMES =
      Listed.of(
          "Volumes",
          "VolumeIds",
          "InvalidVolume.NotFound",
          "The volume '%s' does not exist.",
          Map.of(
              "volume-id", volume -> List.of(volume.id()),
              "availability-zone", volume -> List.of(volume.facts().zone()),
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
    operations.put("DeleteSecurityGroup", this::deleteSecurityGroup);
    operations.put("DeleteNetworkInterface", this::deleteNetworkInterface);
    operations.put("DeleteVolume", this::deleteVolume);
  }

  /** EC2 keeps a group that a network interface is in, and the default one of each VPC. */
  private Map<String, Object> deleteSecurityGroup(Input input, Context context) {
    Ec2Region region = regions.of(context);
    String id =
        input
            .text("GroupId")
            .orElseThrow(
                () ->
                    new ServiceError(
                        "MissingParameter", 400, "The request must contain the parameter groupId"));
    Resource<Ec2Region.SecurityGroup> group = GROUPS.found(region.securityGroups, id, context);
    if (group.facts().name().equals("default")) {
      throw new ServiceError(
          "CannotDelete",
          400,
          "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
    }
    if (!region.interfacesOf(id).isEmpty()) {
      throw new ServiceError(
          "DependencyViolation", 400, "resource " + id + " has a dependent object");
    }
    return removed(group, region, context);
  }

  private Map<String, Object> deleteNetworkInterface(Input input, Context context) {
    Ec2Region region = regions.of(context);
    String id = input.required("NetworkInterfaceId");
    Resource<Ec2Region.NetworkInterface> eni =
        INTERFACES.found(region.networkInterfaces, id, context);
    if (eni.facts().inUse()) {
      throw new ServiceError(
          "InvalidParameterValue", 400, "Network interface '" + id + "' is currently in use.");
    }
    return removed(eni, region, context);
  }

  private Map<String, Object> deleteVolume(Input input, Context context) {
    Ec2Region region = regions.of(context);
    String id = input.required("VolumeId");
    Resource<Ec2Region.Volume> volume = VOLUMES.found(region.volumes, id, context);
    if (region.state(volume.facts()).equals("in-use")) {
      throw new ServiceError(
          "VolumeInUse", 400, "Volume " + id + " is currently attached to an instance");
    }
    return removed(volume, region, context);
  }

  private static Map<String, Object> removed(Resource<?> thing, Ec2Region region, Context context) {
    region.remove(thing.id());
    context.effects().deleted("ec2:" + thing.type(), thing.id(), Tags.resource(thing.tags()));
    return Map.of();
  }

  private Map<String, Object> securityGroups(Input input, Context context) {
    return GROUPS.describe(
        regions.of(context).securityGroups,
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
        input,
        context);
  }

  private Map<String, Object> networkInterfaces(Input input, Context context) {
    Ec2Region region = regions.of(context);
    return INTERFACES.describe(
        region.networkInterfaces,
        eni ->
            Output.of(
                "NetworkInterfaceId", eni.id(),
                "SubnetId", eni.facts().subnetId(),
                "VpcId", region.subnet(eni.facts().subnetId()).map(Ec2Region.Subnet::vpcId),
                "Description", eni.facts().description(),
                "OwnerId", context.account(),
                "Status", eni.facts().status(),
                "Groups", List.of(Output.of("GroupId", eni.facts().groupId())),
                "TagSet", Tags.list(eni.tags())),
        input,
        context);
  }

  private Map<String, Object> volumes(Input input, Context context) {
    Ec2Region region = regions.of(context);
    return VOLUMES.describe(
        region.volumes,
        volume ->
            Output.of(
                "VolumeId", volume.id(),
                "AvailabilityZone", volume.facts().zone(),
                "Size", volume.facts().sizeGiB(),
                "State", region.state(volume.facts()),
                "VolumeType", "gp3",
                "Encrypted", true,
                "CreateTime", volume.facts().createdAt(),
                "Tags", Tags.list(volume.tags())),
        input,
        context);
  }
}
