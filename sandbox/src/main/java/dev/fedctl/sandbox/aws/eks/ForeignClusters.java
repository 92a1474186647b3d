package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the clusters of a world file, which others have made, where those of requests are. */
public final class ForeignClusters {

  private final Eks eks;
  private final Instant start;

  public ForeignClusters(Eks eks, Instant start) {
    this.eks = eks;
    this.start = start;
  }

  public void seed(World.Region place) {
    place.clusters().forEach(cluster -> seed(cluster, place.name()));
  }

  private void seed(Foreign.Cluster foreign, String regionName) {
    World world = eks.world();
    Ec2Region region = eks.ec2().of(regionName);
    ClusterId id =
        new ClusterId(world.account(), regionName, foreign.name(), eks.ids().upperHex(32));
    KubernetesSide.Endpoint endpoint = eks.kubernetes().get().born(id, foreign.version(), start);
    Cluster cluster =
        new Cluster(
            new Cluster.Birth(
                id,
                arn(regionName, "cluster/" + foreign.name()),
                start,
                start,
                start,
                outcome(foreign.status()),
                foreign.version(),
                region.subnet(foreign.subnets().getFirst()).orElseThrow().vpcId(),
                eks.ids().ec2("sg"),
                endpoint,
                request(foreign)));
    cluster.tags.putAll(foreign.tags());
    eks.clusters().add(cluster);
    Resources.networkBorn(cluster, foreign.subnets(), region, eks.ids(), start);
    foreign.addons().forEach(addon -> addAddon(cluster, addon));
    foreign.admins().forEach(admin -> addAdmin(cluster, admin));
    foreign.nodeGroups().forEach(group -> addGroup(cluster, group, region));
  }

  private String arn(String region, String resource) {
    return eks.world().partition().arn("eks", region, eks.world().account(), resource);
  }

  private static Optional<Fault.Outcome> outcome(String status) {
    return status.equals("ACTIVE")
        ? Optional.empty()
        : Optional.of(new Fault.Outcome(status, Optional.empty(), Optional.empty()));
  }

  private static Input request(Foreign.Cluster foreign) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", foreign.name());
    members.put("version", foreign.version());
    members.put("roleArn", foreign.roleArn());
    members.put("resourcesVpcConfig", Map.of("subnetIds", foreign.subnets()));
    members.put("accessConfig", Map.of("authenticationMode", "API_AND_CONFIG_MAP"));
    members.put("bootstrapSelfManagedAddons", foreign.addons().isEmpty());
    return new Input(members);
  }

  private void addAddon(Cluster cluster, String name) {
    String version =
        new AddonCatalog(eks.world())
            .versions(name, cluster.birth().version()).stream().findFirst().orElse("v0.0.0");
    cluster.addons.put(
        name,
        new Addon(
            new Addon.Birth(
                name,
                arn(
                    cluster.id().region(),
                    "addon/%s/%s/%s".formatted(cluster.name(), name, eks.ids().uuid())),
                start,
                start,
                Duration.ZERO,
                Optional.empty(),
                false,
                Optional.empty()),
            version,
            Optional.empty()));
  }

  private void addAdmin(Cluster cluster, String principal) {
    AccessEntry entry =
        new AccessEntry(
            new AccessEntry.Birth(
                principal,
                arn(
                    cluster.id().region(),
                    "access-entry/%s/role/%s".formatted(cluster.name(), eks.ids().uuid())),
                "STANDARD",
                start,
                start,
                start),
            Optional.empty(),
            List.of());
    String policy = AccessEntries.adminPolicy(eks.world().partition());
    entry.policies.put(policy, new AccessEntry.Policy(policy, List.of(), start, start, start));
    cluster.accessEntries.put(principal, entry);
  }

  private void addGroup(Cluster cluster, Foreign.NodeGroup foreign, Ec2Region region) {
    List<Ec2Region.Subnet> subnets = Networks.subnets(foreign.subnets(), region);
    List<AwsSide.Node> nodes =
        new ArrayList<>(
            Nodes.launch(
                new Nodes.Recipe(foreign.name(), Map.of(), subnets, foreign.instanceTypes()),
                0,
                foreign.nodes(),
                region,
                eks.ids(),
                start));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("clusterName", cluster.name());
    request.put("nodegroupName", foreign.name());
    request.put("nodeRole", foreign.roleArn());
    request.put("subnets", foreign.subnets());
    long size = foreign.nodes();
    request.put("scalingConfig", Map.of("minSize", size, "maxSize", size, "desiredSize", size));
    String uuid = eks.ids().uuid();
    Nodegroup group =
        new Nodegroup(
            new Nodegroup.Birth(
                foreign.name(),
                arn(
                    cluster.id().region(),
                    "nodegroup/%s/%s/%s".formatted(cluster.name(), foreign.name(), uuid)),
                start,
                start,
                start,
                outcome(foreign.status()),
                Optional.empty(),
                Optional.empty(),
                foreign.instanceTypes(),
                "AL2023_x86_64_STANDARD",
                "eks-" + foreign.name() + "-" + uuid,
                subnets,
                new Input(request)),
            nodes);
    group.tags.putAll(foreign.tags());
    cluster.nodegroups.put(foreign.name(), group);
    Resources.machinesBorn(group, nodes, region, start);
  }
}
