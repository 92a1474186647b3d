package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import dev.fedctl.sandbox.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything of EC2 in one region. Guarded by the kernel's lock. */
public final class Ec2Region {

  /** A subnet in its VPC. */
  public record Subnet(String vpcId, World.Subnet facts) {}

  record RouteTable(String vpcId, World.RouteTable facts) {}

  /** A security group; {@code EKS} and the service controller make them. */
  public record SecurityGroup(String name, String description, String vpcId) {}

  /**
   * @param inUse attached to an instance, or kept by a service for itself
   */
  public record NetworkInterface(
      String subnetId, String description, String groupId, boolean inUse) {

    String status() {
      return inUse ? "in-use" : "available";
    }
  }

  /**
   * An EBS volume.
   *
   * @param cluster to whose nodes it is attached, while there are any; empty: to none
   */
  public record Volume(String zone, int sizeGiB, Instant createdAt, Optional<String> cluster) {}

  /** A worker node's machine. */
  public record Instance(String type, String zone) {

    /** The tag with which EKS says to which cluster a node belongs. */
    public static final String CLUSTER = "eks:cluster-name";
  }

  private final World.Region place;
  private final Map<String, InstanceType> instanceTypes = new TreeMap<>();
  final Map<String, Resource<World.Vpc>> vpcs = new TreeMap<>();
  final Map<String, Resource<Subnet>> subnets = new TreeMap<>();
  final Map<String, Resource<RouteTable>> routeTables = new TreeMap<>();
  final Map<String, Resource<SecurityGroup>> securityGroups = new TreeMap<>();
  final Map<String, Resource<NetworkInterface>> networkInterfaces = new TreeMap<>();
  final Map<String, Resource<Volume>> volumes = new TreeMap<>();
  final Map<String, Resource<Instance>> instances = new TreeMap<>();
  final Map<String, Resource<LaunchTemplate>> launchTemplates = new TreeMap<>();

  public Ec2Region(World.Region place, List<InstanceType> types, Instant start) {
    this.place = place;
    types.stream()
        .filter(type -> place.zones().stream().anyMatch(z -> place.offers(type.name(), z.name())))
        .forEach(type -> instanceTypes.put(type.name(), type));
    for (World.Vpc vpc : place.vpcs()) {
      vpcs.put(vpc.id(), Resource.of(vpc.id(), "vpc", vpc.tags(), start, vpc));
      String group = defaultGroup(vpc.id());
      securityGroups.put(
          group,
          Resource.of(
              group,
              "security-group",
              Map.of(),
              start,
              new SecurityGroup("default", "default VPC security group", vpc.id())));
      for (Foreign.SecurityGroup other : vpc.securityGroups()) {
        add(
            new SecurityGroup(other.name(), other.description(), vpc.id()),
            other.id(),
            other.tags(),
            start);
      }
      vpc.subnets()
          .forEach(
              subnet ->
                  subnets.put(
                      subnet.id(),
                      Resource.of(
                          subnet.id(),
                          "subnet",
                          subnet.tags(),
                          start,
                          new Subnet(vpc.id(), subnet))));
      for (World.RouteTable table : vpc.routeTables()) {
        routeTables.put(
            table.id(),
            Resource.of(
                table.id(), "route-table", table.tags(), start, new RouteTable(vpc.id(), table)));
      }
    }
    addDevices(start);
  }

  /**
   * Puts the launch templates of a world file, which others have made, where those of requests are.
   */
  public void seed(Ids ids, String account, Instant start) {
    for (Foreign.LaunchTemplate foreign : place.launchTemplates()) {
      LaunchTemplate template =
          new LaunchTemplate(foreign.name(), start, "arn:aws:iam::" + account + ":root");
      template.add(
          Optional.empty(),
          start,
          foreign
              .instanceType()
              .<Map<String, Object>>map(t -> Map.of("InstanceType", t))
              .orElse(Map.of()));
      String id = foreign.id().orElseGet(() -> ids.ec2("lt"));
      launchTemplates.put(id, Resource.of(id, "launch-template", foreign.tags(), start, template));
    }
  }

  /** The types that some zone offers. */
  public Collection<InstanceType> instanceTypes() {
    return instanceTypes.values();
  }

  public Optional<InstanceType> instanceType(String name) {
    return Optional.ofNullable(instanceTypes.get(name));
  }

  public World.Region place() {
    return place;
  }

  public Optional<World.Vpc> vpc(String id) {
    return Optional.ofNullable(vpcs.get(id)).map(Resource::facts);
  }

  public Optional<Subnet> subnet(String id) {
    return Optional.ofNullable(subnets.get(id)).map(Resource::facts);
  }

  public Optional<SecurityGroup> securityGroup(String id) {
    return Optional.ofNullable(securityGroups.get(id)).map(Resource::facts);
  }

  public Optional<World.Zone> zone(String name) {
    return place.zones().stream().filter(zone -> zone.name().equals(name)).findFirst();
  }

  public Optional<Resource<LaunchTemplate>> launchTemplate(String id) {
    return Optional.ofNullable(launchTemplates.get(id));
  }

  /** A template by name, whether reads show it or not. */
  public Optional<Resource<LaunchTemplate>> launchTemplateNamed(String name) {
    return launchTemplates.values().stream()
        .filter(template -> template.facts().name().equals(name))
        .findFirst();
  }

  public void add(SecurityGroup group, String id, Map<String, String> tags, Instant now) {
    securityGroups.put(id, Resource.of(id, "security-group", tags, now, group));
  }

  public void add(NetworkInterface eni, String id, Map<String, String> tags, Instant now) {
    networkInterfaces.put(id, Resource.of(id, "network-interface", tags, now, eni));
  }

  public void add(Volume volume, String id, Map<String, String> tags, Instant visibleFrom) {
    volumes.put(id, Resource.of(id, "volume", tags, visibleFrom, volume));
  }

  public void add(Instance instance, String id, Map<String, String> tags, Instant now) {
    instances.put(id, Resource.of(id, "instance", tags, now, instance));
  }

  /** Puts the devices of a world file, which others have made, where those of requests are. */
  private void addDevices(Instant start) {
    for (Foreign.Volume volume : place.devices().volumes()) {
      add(
          new Volume(volume.zone(), volume.sizeGiB(), start, Optional.empty()),
          volume.id(),
          volume.tags(),
          start);
    }
    for (Foreign.NetworkInterface eni : place.devices().networkInterfaces()) {
      String vpcId = subnet(eni.subnet()).orElseThrow().vpcId();
      add(
          new NetworkInterface(
              eni.subnet(),
              eni.description(),
              eni.group().orElseGet(() -> defaultGroup(vpcId)),
              eni.inUse()),
          eni.id(),
          eni.tags(),
          start);
    }
  }

  private static String defaultGroup(String vpcId) {
    return "sg-" + vpcId.substring("vpc-".length());
  }

  /** A volume is attached while nodes of its cluster stand in its zone. */
  String state(Volume volume) {
    boolean attached =
        volume.cluster().isPresent()
            && instances.values().stream()
                .anyMatch(
                    node ->
                        node.facts().zone().equals(volume.zone())
                            && volume.cluster().get().equals(node.tags().get(Instance.CLUSTER)));
    return attached ? "in-use" : "available";
  }

  /** A volume that nobody claims any more, and that stays. */
  public void release(String volumeId) {
    Resource<Volume> known = volumes.get(volumeId);
    if (known != null) {
      Volume facts = known.facts();
      volumes.put(
          volumeId,
          new Resource<>(
              volumeId,
              known.type(),
              known.tags(),
              known.visibleFrom(),
              new Volume(facts.zone(), facts.sizeGiB(), facts.createdAt(), Optional.empty())));
    }
  }

  /** Removes whatever has the id; gives its tags back. */
  public Optional<Map<String, String>> remove(String id) {
    return Stream.of(securityGroups, networkInterfaces, volumes, instances, launchTemplates)
        .map(kind -> kind.remove(id))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .map(Resource::tags);
  }

  /** Where the default route of a subnet leads; empty text when there is none that works. */
  public String defaultRoute(Subnet subnet) {
    World.Vpc vpc = vpc(subnet.vpcId()).orElseThrow();
    Stream<World.RouteTable> own =
        vpc.routeTables().stream().filter(table -> table.subnets().contains(subnet.facts().id()));
    Stream<World.RouteTable> main = vpc.routeTables().stream().filter(World.RouteTable::main);
    return Stream.concat(own, main)
        .findFirst()
        .flatMap(
            table ->
                table.routes().stream()
                    .filter(route -> route.destination().equals("0.0.0.0/0"))
                    .filter(route -> !route.blackhole())
                    .findFirst())
        .map(World.Route::target)
        .orElse("");
  }

  /** What the service controller chooses for a load balancer that names no subnets. */
  public List<String> oneSubnetPerZone(String vpcId, boolean open) {
    Map<String, String> chosen = new TreeMap<>();
    for (Resource<Subnet> subnet : subnets.values()) {
      boolean isOpen = defaultRoute(subnet.facts()).startsWith("igw-");
      if (subnet.facts().vpcId().equals(vpcId) && isOpen == open) {
        chosen.putIfAbsent(subnet.facts().facts().zone(), subnet.id());
      }
    }
    return List.copyOf(chosen.values());
  }

  /** Ids of the network interfaces in a security group. */
  public List<String> interfacesOf(String securityGroup) {
    return networkInterfaces.values().stream()
        .filter(eni -> eni.facts().groupId().equals(securityGroup))
        .map(Resource::id)
        .toList();
  }

  /** Those of them whose description begins so. */
  public List<String> interfacesOf(String securityGroup, String description) {
    return networkInterfaces.values().stream()
        .filter(eni -> eni.facts().groupId().equals(securityGroup))
        .filter(eni -> eni.facts().description().startsWith(description))
        .map(Resource::id)
        .toList();
  }

  /** The network interfaces in a security group. */
  public Stream<NetworkInterface> networkInterfaces(String securityGroup) {
    return networkInterfaces.values().stream()
        .map(Resource::facts)
        .filter(eni -> eni.groupId().equals(securityGroup));
  }

  Stream<Resource<?>> all() {
    return List.<Map<String, ? extends Resource<?>>>of(
            vpcs,
            subnets,
            routeTables,
            securityGroups,
            networkInterfaces,
            volumes,
            instances,
            launchTemplates)
        .stream()
        .map(Map::values)
        .flatMap(Collection::stream);
  }
}
