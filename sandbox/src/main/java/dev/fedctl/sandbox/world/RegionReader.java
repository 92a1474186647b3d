package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.Members;
import dev.fedctl.sandbox.setup.Value;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import dev.fedctl.sandbox.world.World.KubernetesVersions;
import dev.fedctl.sandbox.world.World.Region;
import dev.fedctl.sandbox.world.World.Subnet;
import dev.fedctl.sandbox.world.World.Vpc;
import dev.fedctl.sandbox.world.World.Zone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the regions of a world file with what others have made there. */
final class RegionReader {

  private static final String ANY = "*";

  private final KubernetesVersions kubernetes;
  private final Set<String> types;
  private final Forms forms = new Forms();

  RegionReader(KubernetesVersions kubernetes, List<InstanceType> types) {
    this.kubernetes = kubernetes;
    this.types = types.stream().map(InstanceType::name).collect(Collectors.toSet());
  }

  Region read(Value value) {
    Members members =
        value.members(
            "name",
            "zones",
            "offerings",
            "vpcs",
            "launchTemplates",
            "clusters",
            "loadBalancers",
            "volumes",
            "networkInterfaces",
            "targetGroups",
            "logGroups");
    Value name = members.required("name");
    AwsRegions.AwsRegion place =
        AwsRegions.named(name.text())
            .orElseThrow(
                () ->
                    name.refused(
                        "found \"" + name.text() + "\"", "allowed: " + AwsRegions.names()));
    List<Zone> zones =
        members.optional("zones").isPresent()
            ? members.named("zones", RegionReader::zone, Zone::name)
            : place.zones();
    List<String> zoneNames = zones.stream().map(Zone::name).toList();
    List<Vpc> vpcs = members.list("vpcs", new VpcReader(forms, zoneNames)::read);
    Set<String> subnets =
        vpcs.stream()
            .flatMap(vpc -> vpc.subnets().stream())
            .map(Subnet::id)
            .collect(Collectors.toSet());
    List<Foreign.Cluster> clusters =
        members.named(
            "clusters",
            cluster -> cluster(cluster, subnets, place.partition()),
            Foreign.Cluster::name);
    return new Region(
        place.name(),
        zones,
        members.optional("offerings").map(map -> offerings(map, zoneNames)).orElse(Map.of()),
        vpcs,
        members.named("launchTemplates", this::launchTemplate, Foreign.LaunchTemplate::name),
        clusters,
        members.named(
            "loadBalancers",
            balancer ->
                loadBalancer(
                    balancer, subnets, clusters.stream().map(Foreign.Cluster::name).toList()),
            Foreign.LoadBalancer::name),
        new Foreign.Devices(
            members.list("volumes", volume -> volume(volume, zoneNames)),
            members.list("networkInterfaces", one -> networkInterface(one, subnets, groups(vpcs))),
            members.named("targetGroups", one -> targetGroup(one, vpcs), Foreign.TargetGroup::name),
            members.list("logGroups", Value::text)));
  }

  private static Set<String> groups(List<Vpc> vpcs) {
    return vpcs.stream()
        .flatMap(vpc -> vpc.securityGroups().stream())
        .map(Foreign.SecurityGroup::id)
        .collect(Collectors.toSet());
  }

  private Foreign.Volume volume(Value value, List<String> zones) {
    Members members = value.members("id", "zone", "sizeGiB", "tags");
    return new Foreign.Volume(
        forms.id(members.required("id"), "vol"),
        members.required("zone").oneOf(zones.toArray(String[]::new)),
        members.optional("sizeGiB").map(size -> size.whole(1)).orElse(8),
        members.texts("tags"));
  }

  private Foreign.NetworkInterface networkInterface(
      Value value, Set<String> subnets, Set<String> groups) {
    Members members =
        value.members("id", "subnet", "securityGroup", "description", "inUse", "tags");
    return new Foreign.NetworkInterface(
        forms.id(members.required("id"), "eni"),
        members.required("subnet").oneOf(subnets.stream().sorted().toArray(String[]::new)),
        members
            .optional("securityGroup")
            .map(group -> group.oneOf(groups.stream().sorted().toArray(String[]::new))),
        members.optional("description").map(Value::text).orElse(""),
        members.flag("inUse", false),
        members.texts("tags"));
  }

  private static Foreign.TargetGroup targetGroup(Value value, List<Vpc> vpcs) {
    Members members = value.members("name", "vpc", "port", "tags");
    return new Foreign.TargetGroup(
        Forms.name(members.required("name")),
        members.required("vpc").oneOf(vpcs.stream().map(Vpc::id).sorted().toArray(String[]::new)),
        members.optional("port").map(port -> port.whole(1)).orElse(443),
        members.texts("tags"));
  }

  private static Zone zone(Value value) {
    Members members = value.members("name", "id", "type");
    return new Zone(
        members.required("name").text(),
        members.required("id").text(),
        members
            .optional("type")
            .map(type -> type.oneOf("availability-zone", "local-zone", "wavelength-zone"))
            .orElse("availability-zone"));
  }

  private Map<String, List<String>> offerings(Value value, List<String> zones) {
    Map<String, List<String>> offerings = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (type, places) -> {
              if (!type.equals(ANY) && !types.contains(type)) {
                throw places.refused("is no instance type of this world", "or *, for all others");
              }
              offerings.put(
                  type,
                  places.items().stream()
                      .map(zone -> zone.oneOf(zones.toArray(String[]::new)))
                      .toList());
            });
    return offerings;
  }

  private Foreign.LaunchTemplate launchTemplate(Value value) {
    Members members = value.members("name", "id", "instanceType", "tags");
    return new Foreign.LaunchTemplate(
        members.required("name").text(),
        members.optional("id").map(id -> forms.id(id, "lt")),
        members.optional("instanceType").map(Value::text),
        members.texts("tags"));
  }

  private Foreign.Cluster cluster(Value value, Set<String> subnets, Partition partition) {
    Members members =
        value.members(
            "name",
            "version",
            "role",
            "status",
            "subnets",
            "addons",
            "admins",
            "nodeGroups",
            "tags");
    return new Foreign.Cluster(
        Forms.name(members.required("name")),
        members
            .optional("version")
            .map(version -> version.oneOf(kubernetes.versions().toArray(String[]::new)))
            .orElse(kubernetes.standard()),
        members
            .optional("role")
            .map(Forms::arn)
            .orElse(partition.arn("iam", "", World.ACCOUNT, "role/somebody")),
        members.optional("status").map(s -> s.oneOf("ACTIVE", "FAILED")).orElse("ACTIVE"),
        subnets(members, subnets),
        members.list("addons", Value::text),
        members.list("admins", Forms::arn),
        members.named(
            "nodeGroups", group -> nodeGroup(group, subnets, partition), Foreign.NodeGroup::name),
        members.texts("tags"));
  }

  private Foreign.NodeGroup nodeGroup(Value value, Set<String> subnets, Partition partition) {
    Members members =
        value.members("name", "role", "status", "subnets", "instanceTypes", "nodes", "tags");
    List<String> chosen =
        members.list(
            "instanceTypes", type -> type.oneOf(types.stream().sorted().toArray(String[]::new)));
    return new Foreign.NodeGroup(
        Forms.name(members.required("name")),
        members
            .optional("role")
            .map(Forms::arn)
            .orElse(partition.arn("iam", "", World.ACCOUNT, "role/somebody-node")),
        members
            .optional("status")
            .map(s -> s.oneOf("ACTIVE", "CREATE_FAILED", "DEGRADED"))
            .orElse("ACTIVE"),
        subnets(members, subnets),
        chosen.isEmpty() ? List.of("t3.medium") : chosen,
        members.optional("nodes").map(number -> number.whole(0)).orElse(1),
        members.texts("tags"));
  }

  private Foreign.LoadBalancer loadBalancer(
      Value value, Set<String> subnets, List<String> clusters) {
    Members members = value.members("name", "internal", "subnets", "port", "cluster", "tags");
    Optional<String> cluster =
        members.optional("cluster").map(one -> one.oneOf(clusters.toArray(String[]::new)));
    return new Foreign.LoadBalancer(
        Forms.name(members.required("name")),
        members.flag("internal", false),
        subnets(members, subnets),
        members.optional("port").map(port -> port.whole(1)).orElse(443),
        cluster,
        members.texts("tags"));
  }

  private static List<String> subnets(Members members, Set<String> known) {
    Value value = members.required("subnets");
    List<String> subnets =
        value.items().stream()
            .map(subnet -> subnet.oneOf(known.stream().sorted().toArray(String[]::new)))
            .toList();
    if (subnets.isEmpty()) {
      throw value.refused("found none", "one at least is wanted");
    }
    return subnets;
  }
}
