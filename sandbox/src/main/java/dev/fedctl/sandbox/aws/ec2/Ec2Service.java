package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.model.ModelTables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** EC2 with its operations. */
public final class Ec2Service {

  private Ec2Service() {}

  public static Service create(Ec2Regions regions, Ids ids) {
    Map<String, Operation> operations = new TreeMap<>();
    new NetworkApi(regions).addTo(operations);
    new PlaceApi(regions).addTo(operations);
    new InstanceTypeApi(regions).addTo(operations);
    new LaunchTemplateApi(regions, ids).addTo(operations);
    new DeviceApi(regions).addTo(operations);
    new TagApi(regions).addTo(operations);
    return Service.of(
        ModelTables.load("ec2"),
        operations,
        List.of(
            "LaunchTemplateName",
            "LaunchTemplateId",
            "LaunchTemplateNames",
            "LaunchTemplateIds",
            "VpcId",
            "VpcIds",
            "SubnetIds",
            "GroupIds",
            "VolumeIds",
            "NetworkInterfaceIds",
            "GroupId",
            "VolumeId",
            "NetworkInterfaceId",
            "Resources"));
  }
}
