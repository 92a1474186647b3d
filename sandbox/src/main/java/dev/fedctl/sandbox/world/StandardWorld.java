package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.AwsRegions.AwsRegion;
import dev.fedctl.sandbox.world.World.AddonVersions;
import dev.fedctl.sandbox.world.World.KubernetesVersions;
import dev.fedctl.sandbox.world.World.Principal;
import dev.fedctl.sandbox.world.World.Region;
import dev.fedctl.sandbox.world.World.Role;
import dev.fedctl.sandbox.world.World.Route;
import dev.fedctl.sandbox.world.World.RouteTable;
import dev.fedctl.sandbox.world.World.Subnet;
import dev.fedctl.sandbox.world.World.Vpc;
import dev.fedctl.sandbox.world.World.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The world of a run without a world file: one VPC, 10.1.0.0/16, over three zones with a public and
 * a private subnet in each, large enough for a thousand clusters; an internet gateway, one NAT
 * gateway.
 */
final class StandardWorld {

  private StandardWorld() {}

  /** The worker's key; it opens nothing but a sandbox. */
  static Principal worker(Partition partition, String account) {
    return new Principal(
        "ASIASANDBOXWORKER000",
        "sandbox-secret-of-the-worker",
        Optional.of("sandbox-session"),
        partition.arn("sts", "", account, "assumed-role/fedctl-worker/rehearsal"),
        partition.arn("iam", "", account, "role/fedctl-worker"),
        false);
  }

  static final KubernetesVersions KUBERNETES =
      new KubernetesVersions(List.of("1.32", "1.33", "1.34", "1.35"), "1.35");

  private static final Pattern ID = Pattern.compile("vpc-[0-9a-f]{8,17}");

  static World of(String region, String vpcName) {
    AwsRegion place = AwsRegions.required(region);
    Principal worker = worker(place.partition(), World.ACCOUNT);
    return new World(
        World.ACCOUNT,
        List.of(worker),
        List.of(new Region(region, place.zones(), List.of(vpc(vpcName, place.zones(), 1)))),
        List.of(Role.ofArn(worker.iamArn())),
        KUBERNETES,
        new AddonVersions(Map.of()),
        InstanceTypes.all(),
        List.of(),
        Quotas.none(),
        List.of());
  }

  /** Another VPC, in a region of the world or in one more of its partition. */
  static List<Region> with(List<Region> regions, String region, String vpcName) {
    AwsRegion place = AwsRegions.required(region);
    Partition partition = AwsRegions.required(regions.getFirst().name()).partition();
    if (place.partition() != partition) {
      throw new InvalidSetupException(
          "found region \"%s\", which is in another partition than \"%s\"; an account lives in one"
              .formatted(region, regions.getFirst().name()));
    }
    int nth = 1 + regions.stream().mapToInt(known -> known.vpcs().size()).sum();
    Vpc vpc = vpc(vpcName, place.zones(), nth);
    List<Region> all = new ArrayList<>(regions);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(region)) {
        all.set(i, all.get(i).with(vpc));
        return all;
      }
    }
    all.add(new Region(region, place.zones(), List.of(vpc)));
    return all;
  }

  /**
   * @param nth counts the VPCs of the world from 1: each has its own addresses and ids
   */
  private static Vpc vpc(String name, List<Zone> zones, int nth) {
    String network = "10." + nth + ".";
    String ids = "%013d".formatted(nth - 1);
    List<Subnet> subnets = new ArrayList<>();
    List<String> publicIds = new ArrayList<>();
    List<String> privateIds = new ArrayList<>();
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i).name();
      String publicId = "subnet-0a%s%02d".formatted(ids, i + 1);
      String privateId = "subnet-0b%s%02d".formatted(ids, i + 1);
      publicIds.add(publicId);
      privateIds.add(privateId);
      subnets.add(
          new Subnet(
              publicId,
              zone,
              network + i * 16 + ".0/20",
              true,
              4091,
              Map.of("Name", name + "-public-" + zone, "kubernetes.io/role/elb", "1")));
      subnets.add(
          new Subnet(
              privateId,
              zone,
              network + (64 + i * 64) + ".0/18",
              false,
              16379,
              Map.of("Name", name + "-private-" + zone, "kubernetes.io/role/internal-elb", "1")));
    }
    Route local = new Route(network + "0.0/16", "local", false);
    RouteTable main =
        new RouteTable("rtb-0c" + ids + "00", true, List.of(), List.of(local), Map.of());
    RouteTable open =
        new RouteTable(
            "rtb-0c" + ids + "01",
            false,
            publicIds,
            List.of(local, new Route("0.0.0.0/0", "igw-0d" + ids + "01", false)),
            Map.of("Name", name + "-public"));
    RouteTable closed =
        new RouteTable(
            "rtb-0c" + ids + "02",
            false,
            privateIds,
            List.of(local, new Route("0.0.0.0/0", "nat-0e" + ids + "01", false)),
            Map.of("Name", name + "-private"));
    return new Vpc(
        ID.matcher(name).matches() ? name : "vpc-0f" + ids + "01",
        network + "0.0/16",
        true,
        true,
        Map.of("Name", name),
        subnets,
        List.of(main, open, closed),
        List.of());
  }
}
