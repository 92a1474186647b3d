package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.world.InstanceTypes;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines that an Auto Scaling group launches, spread evenly over the subnets. */
final class Nodes {

  private Nodes() {}

  static List<AwsSide.Node> of(
      Input input, NodegroupChecks.Choice choice, Ec2Region region, Ids ids, Instant ready) {
    InstanceType type = InstanceTypes.named(choice.instanceTypes().getFirst()).orElseThrow();
    List<AwsSide.Node> nodes = new ArrayList<>();
    for (int i = 0; i < choice.desired(); i++) {
      Ec2Region.Subnet subnet = choice.subnets().get(i % choice.subnets().size());
      String place = region.place().name();
      String name =
          "ip-%s.%s.compute.internal".formatted(address(subnet.facts().cidr(), ids), place);
      Map<String, String> labels = new LinkedHashMap<>(input.textMap("labels"));
      labels.put("eks.amazonaws.com/nodegroup", input.required("nodegroupName"));
      labels.put("eks.amazonaws.com/capacityType", "ON_DEMAND");
      labels.put("kubernetes.io/arch", type.architecture().equals("arm64") ? "arm64" : "amd64");
      labels.put("kubernetes.io/os", "linux");
      labels.put("kubernetes.io/hostname", name);
      labels.put("node.kubernetes.io/instance-type", type.name());
      labels.put("topology.kubernetes.io/region", place);
      labels.put("topology.kubernetes.io/zone", subnet.facts().zone());
      nodes.add(
          new AwsSide.Node(
              name,
              ids.ec2("i"),
              type.name(),
              subnet.facts().zone(),
              type.architecture(),
              type.vcpus(),
              type.memoryMiB(),
              Map.copyOf(labels),
              ready));
    }
    return nodes;
  }

  // An address in the lower 4096 of the subnet, written with dashes as in a node's name.
  private static String address(String cidr, Ids ids) {
    String[] octets = cidr.substring(0, cidr.indexOf('/')).split("\\.", -1);
    int host = 16 + Integer.parseInt(ids.hex(6), 16) % 4000;
    int third = Integer.parseInt(octets[2]) + host / 256;
    return "%s-%s-%d-%d".formatted(octets[0], octets[1], third, host % 256);
  }
}
