package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machines that an Auto Scaling group launches, spread evenly over the subnets. */
final class Nodes {

  /**
   * What a group launches.
   *
   * @param instanceTypes the first that a zone offers is taken
   */
  record Recipe(
      String group,
      Map<String, String> labels,
      List<Ec2Region.Subnet> subnets,
      List<String> instanceTypes) {}

  private Nodes() {}

  /** The subnets in whose zone one of the types is offered. */
  static List<Ec2Region.Subnet> usable(
      List<Ec2Region.Subnet> subnets, List<String> types, Ec2Region region) {
    return subnets.stream().filter(subnet -> offered(subnet, types, region).isPresent()).toList();
  }

  private static Optional<InstanceType> offered(
      Ec2Region.Subnet subnet, List<String> types, Ec2Region region) {
    return types.stream()
        .filter(type -> region.place().offers(type, subnet.facts().zone()))
        .findFirst()
        .flatMap(region::instanceType);
  }

  /**
   * Machines from the one with that index to the last; none when no zone offers any of the types.
   *
   * @param count how many the group has then
   */
  static List<AwsSide.Node> launch(
      Recipe recipe, int from, int count, Ec2Region region, Ids ids, Instant ready) {
    List<Ec2Region.Subnet> subnets = usable(recipe.subnets(), recipe.instanceTypes(), region);
    List<AwsSide.Node> nodes = new ArrayList<>();
    for (int i = from; i < count && !subnets.isEmpty(); i++) {
      Ec2Region.Subnet subnet = subnets.get(i % subnets.size());
      InstanceType type = offered(subnet, recipe.instanceTypes(), region).orElseThrow();
      String name =
          "ip-%s.%s.compute.internal"
              .formatted(address(subnet.facts().cidr(), ids), region.place().name());
      nodes.add(
          new AwsSide.Node(
              name,
              ids.ec2("i"),
              type.name(),
              subnet.facts().zone(),
              type.architecture(),
              type.vcpus(),
              type.memoryMiB(),
              labels(recipe, type, name, subnet.facts().zone(), region),
              ready));
    }
    return nodes;
  }

  private static Map<String, String> labels(
      Recipe recipe, InstanceType type, String name, String zone, Ec2Region region) {
    Map<String, String> labels = new LinkedHashMap<>(recipe.labels());
    labels.put("eks.amazonaws.com/nodegroup", recipe.group());
    labels.put("eks.amazonaws.com/capacityType", "ON_DEMAND");
    labels.put("kubernetes.io/arch", type.architecture().equals("arm64") ? "arm64" : "amd64");
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/hostname", name);
    labels.put("node.kubernetes.io/instance-type", type.name());
    labels.put("topology.kubernetes.io/region", region.place().name());
    labels.put("topology.kubernetes.io/zone", zone);
    return Collections.unmodifiableMap(labels);
  }

  // An address in the lower 4096 of the subnet, written with dashes as in a node's name.
  private static String address(String cidr, Ids ids) {
    String[] octets = cidr.substring(0, cidr.indexOf('/')).split("\\.", -1);
    int host = 16 + Integer.parseInt(ids.hex(6), 16) % 4000;
    int third = Integer.parseInt(octets[2]) + host / 256;
    return "%s-%s-%d-%d".formatted(octets[0], octets[1], third, host % 256);
  }
}
