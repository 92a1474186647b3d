package dev.fedctl.app.chaos;

import dev.fedctl.contract.identity.IamNames;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.sandbox.world.Foreign;
import dev.fedctl.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Worlds full of things of others that look like those of a federation: near names, tags that
 * nearly prove it, and leftovers of earlier clusters of the very names.
 */
public final class Neighbourhood {

  /** How many things of each kind. */
  private static final int EACH = 4;

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

  private final FederationDocument document;
  private final Owner owner;
  private final Random random;
  private final NearNames names;
  private final ForeignTags tags;
  private final EarlierClusters earlier;

  /**
   * @param account that the federation is going to live in
   */
  public Neighbourhood(FederationDocument document, String account, Random random) {
    this.document = document;
    // Nobody knows the generation before it is drawn; its tag is no secret, though.
    this.owner = new Owner(document.name(), account, document.spec().region(), "0");
    this.random = random;
    this.names = new NearNames(random);
    this.tags = new ForeignTags(owner, random);
    this.earlier = new EarlierClusters(random);
  }

  /**
   * The same world with neighbours in the federation's home region. None of them stands in its way.
   */
  public World around(World world) {
    return at(home(world), this::crowded, world).withRoles(roles());
  }

  /** The same world, in which something of somebody else has a name that the federation needs. */
  public World squatted(World world) {
    List<String> clusters = clusterNames();
    String cluster = clusters.get(random.nextInt(clusters.size()));
    return switch (random.nextInt(3)) {
      case 0 -> at(home(world), region -> withCluster(region, cluster), world);
      case 1 -> at(home(world), region -> withLaunchTemplate(region, cluster), world);
      default -> world.withRoles(List.of(role(IamNames.role(owner, "node"))));
    };
  }

  private String home(World world) {
    if (!world.has(owner.region())) {
      throw new IllegalArgumentException("the world has no region " + owner.region());
    }
    return owner.region();
  }

  private static World at(String name, UnaryOperator<World.Region> change, World world) {
    return world.withRegions(
        world.regions().stream()
            .map(region -> region.name().equals(name) ? change.apply(region) : region)
            .toList());
  }

  private World.Region withCluster(World.Region region, String name) {
    return with(
        region,
        region.launchTemplates(),
        joined(region.clusters(), cluster(name, name, subnets(region))));
  }

  private World.Region withLaunchTemplate(World.Region region, String cluster) {
    return with(
        region,
        joined(region.launchTemplates(), launchTemplate(cluster + "-nodes", cluster)),
        region.clusters());
  }

  private static World.Region with(
      World.Region region,
      List<Foreign.LaunchTemplate> launchTemplates,
      List<Foreign.Cluster> clusters) {
    return new World.Region(
        region.name(),
        region.zones(),
        region.offerings(),
        region.vpcs(),
        launchTemplates,
        clusters,
        region.loadBalancers(),
        region.devices());
  }

  private static <T> List<T> joined(List<T> some, T another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }

  private World.Region crowded(World.Region region) {
    List<String> subnets = subnets(region);
    List<World.Vpc> vpcs = new ArrayList<>(region.vpcs());
    vpcs.set(0, guarded(vpcs.getFirst()));
    return new World.Region(
        region.name(),
        region.zones(),
        region.offerings(),
        vpcs,
        launchTemplates(),
        clusters(subnets),
        loadBalancers(subnets),
        devices(region, subnets));
  }

  /**
   * What controllers have made for clusters that are called nearly so, and others tagged nearly so.
   */
  private Foreign.Devices devices(World.Region region, List<String> subnets) {
    List<String> clusters = several(clusterNames());
    List<Foreign.Volume> volumes = new ArrayList<>();
    List<Foreign.NetworkInterface> interfaces = new ArrayList<>();
    for (String cluster : clusters) {
      volumes.add(
          new Foreign.Volume(
              "vol-%017x".formatted(0xb000 + volumes.size()),
              region.zones().getFirst().name(),
              8,
              made(cluster, "kubernetes.io/cluster/" + unlike(cluster), "owned")));
      interfaces.add(
          new Foreign.NetworkInterface(
              "eni-%017x".formatted(0xc000 + interfaces.size()),
              subnets.getFirst(),
              Optional.empty(),
              "aws-K8S-somebody",
              false,
              made(cluster, "cluster.k8s.amazonaws.com/name", unlike(cluster))));
    }
    interfaces.addAll(earlier.networkInterfaces(several(clusterNames()), subnets.getFirst()));
    return new Foreign.Devices(
        volumes,
        interfaces,
        earlier.targetGroups(several(clusterNames()), region.vpcs().getFirst().id()),
        clusters.stream().map(one -> "/aws/eks/" + unlike(one) + "/cluster").distinct().toList());
  }

  /** A near name that is none of ours. */
  private String unlike(String cluster) {
    String near = names.near(cluster);
    return clusterNames().contains(near) ? near + "-x" : near;
  }

  private Map<String, String> made(String cluster, String key, String value) {
    return random.nextBoolean() ? Map.of(key, value) : tags.near(Step.LAUNCH_TEMPLATE.id(cluster));
  }

  private static List<String> subnets(World.Region region) {
    return region.vpcs().getFirst().subnets().stream().map(World.Subnet::id).limit(2).toList();
  }

  /** Security groups that are called like those that EKS makes for our clusters. */
  private World.Vpc guarded(World.Vpc vpc) {
    List<Foreign.SecurityGroup> groups = new ArrayList<>(vpc.securityGroups());
    several(clusterNames())
        .forEach(
            cluster ->
                groups.add(
                    new Foreign.SecurityGroup(
                        "sg-%017x".formatted(0xa000 + groups.size()),
                        "eks-cluster-sg-" + names.near(cluster),
                        "somebody's",
                        tags.near(Step.CONTROL_PLANE.id(cluster)))));
    groups.addAll(earlier.securityGroups(several(clusterNames())));
    return new World.Vpc(
        vpc.id(),
        vpc.cidr(),
        vpc.dnsSupport(),
        vpc.dnsHostnames(),
        vpc.tags(),
        vpc.subnets(),
        vpc.routeTables(),
        groups);
  }

  private List<Foreign.Cluster> clusters(List<String> subnets) {
    return distinct(several(clusterNames()), clusterNames()).entrySet().stream()
        .map(near -> cluster(near.getKey(), near.getValue(), subnets))
        .toList();
  }

  /** One that is called so, and has the tags of one that is called otherwise. */
  private Foreign.Cluster cluster(String name, String ours, List<String> subnets) {
    return new Foreign.Cluster(
        name,
        "1.35",
        somebody(),
        "ACTIVE",
        subnets,
        List.of(),
        List.of(),
        random.nextBoolean() ? List.of() : List.of(nodeGroup(ours, subnets)),
        tags.near(Step.CONTROL_PLANE.id(ours)));
  }

  private Foreign.NodeGroup nodeGroup(String cluster, List<String> subnets) {
    return new Foreign.NodeGroup(
        "nodes",
        somebody(),
        "ACTIVE",
        subnets.subList(0, 1),
        List.of("t3.medium"),
        1,
        tags.near(Step.NODE_GROUP.id(cluster)));
  }

  private String somebody() {
    return "arn:aws:iam::" + owner.account() + ":role/somebody";
  }

  private List<Foreign.LaunchTemplate> launchTemplates() {
    List<String> ours = clusterNames().stream().map(name -> name + "-nodes").toList();
    return distinct(several(ours), ours).entrySet().stream()
        .map(near -> launchTemplate(near.getKey(), near.getValue().replace("-nodes", "")))
        .toList();
  }

  private Foreign.LaunchTemplate launchTemplate(String name, String cluster) {
    return new Foreign.LaunchTemplate(
        name, Optional.empty(), Optional.empty(), tags.near(Step.LAUNCH_TEMPLATE.id(cluster)));
  }

  /** One of them is left of an earlier cluster, and its target group with it. */
  private List<Foreign.LoadBalancer> loadBalancers(List<String> subnets) {
    Set<String> drawn = new LinkedHashSet<>();
    while (drawn.size() < EACH) {
      drawn.add("a%031x".formatted(random.nextLong() & Long.MAX_VALUE));
    }
    List<Foreign.LoadBalancer> balancers = new ArrayList<>();
    for (String name : drawn) {
      balancers.add(
          new Foreign.LoadBalancer(
              name,
              random.nextBoolean(),
              subnets,
              443,
              Optional.empty(),
              balancers.isEmpty()
                  ? EarlierClusters.owned(several(clusterNames()).getFirst())
                  : tags.near(Step.LOAD_BALANCER.id(Scopes.KARMADA))));
    }
    return balancers;
  }

  private List<World.Role> roles() {
    List<String> ours =
        Stream.of("cluster", "node", "ebs-csi")
            .map(purpose -> IamNames.role(owner, purpose))
            .toList();
    return distinct(several(ours), ours).keySet().stream()
        // IAM does not tell the cases of a name apart.
        .filter(name -> ours.stream().noneMatch(name::equalsIgnoreCase))
        .map(this::role)
        .toList();
  }

  private World.Role role(String name) {
    return new World.Role(
        name,
        random.nextBoolean() ? IamNames.path(owner) : "/",
        TRUST,
        List.of(),
        tags.near(Step.ROLE_NODE.id(Scopes.FEDERATION)));
  }

  private List<String> clusterNames() {
    return Stream.concat(
            Stream.of(document.parentName()), document.memberSpecs().stream().map(MemberSpec::name))
        .toList();
  }

  /** Some of the names, one perhaps more than once. */
  private List<String> several(List<String> of) {
    return Stream.generate(() -> of.get(random.nextInt(of.size()))).limit(EACH).toList();
  }

  /** Near names, each with the name that it is near to; none is one of ours. */
  private Map<String, String> distinct(List<String> drawn, List<String> ours) {
    Map<String, String> near = new LinkedHashMap<>();
    drawn.forEach(name -> near.put(names.near(name), name));
    near.keySet().removeAll(ours);
    return near;
  }
}
