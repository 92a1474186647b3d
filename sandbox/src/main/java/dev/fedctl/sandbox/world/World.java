package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What exists at the start. All regions of AWS's are there; those that are not listed are empty.
 *
 * @param account twelve digits
 * @param regions of one partition; one at least
 * @param roles IAM roles that somebody else made
 * @param instanceTypes what EC2 knows
 * @param leftBehind what controllers do not take away
 */
public record World(
    String account,
    List<Principal> principals,
    List<Region> regions,
    List<Role> roles,
    KubernetesVersions kubernetes,
    AddonVersions addons,
    List<InstanceType> instanceTypes,
    List<Foreign.StorageClass> storageClasses,
    Quotas quotas,
    List<LeftBehind> leftBehind) {

  public static final String ACCOUNT = "111122223333";

  public World {
    principals = List.copyOf(principals);
    regions = List.copyOf(regions);
    roles = List.copyOf(roles);
    instanceTypes = List.copyOf(instanceTypes);
    storageClasses = List.copyOf(storageClasses);
    leftBehind = List.copyOf(leftBehind);
    if (regions.isEmpty()) {
      throw new InvalidSetupException("regions: found none; one at least is wanted");
    }
  }

  /** Whether the region is listed. */
  public boolean has(String region) {
    return regions.stream().anyMatch(listed -> listed.name().equals(region));
  }

  /** Whether a cluster's controllers do not take this away. */
  public boolean leaves(String cluster, LeftBehind.Thing thing) {
    return leftBehind.stream().anyMatch(one -> one.means(cluster, thing));
  }

  /** The same with more that is left behind. */
  public World leaving(LeftBehind more) {
    List<LeftBehind> all = new ArrayList<>(leftBehind);
    all.add(more);
    return new World(
        account,
        principals,
        regions,
        roles,
        kubernetes,
        addons,
        instanceTypes,
        storageClasses,
        quotas,
        all);
  }

  /** Whether the session of an access key is over. */
  public boolean isExpired(String accessKeyId) {
    return principals.stream()
        .anyMatch(one -> one.expired() && one.accessKeyId().equals(accessKeyId));
  }

  /** The partition in which the account lives. */
  public Partition partition() {
    return Partition.of(regions.getFirst().name());
  }

  /**
   * Who can sign requests.
   *
   * @param principalArn {@code arn:aws:sts::…:assumed-role/<name>/<session>} or a user's ARN
   * @param iamArn the role or user behind it, with its path
   * @param expired whether its session is over
   */
  public record Principal(
      String accessKeyId,
      String secretAccessKey,
      Optional<String> sessionToken,
      String principalArn,
      String iamArn,
      boolean expired) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "Principal[" + principalArn + "]";
    }
  }

  /**
   * @param offerings by instance type the zones that offer it; {@code *} stands for the types that
   *     are not named; without it, and without an entry, every zone offers a type
   */
  public record Region(
      String name,
      List<Zone> zones,
      Map<String, List<String>> offerings,
      List<Vpc> vpcs,
      List<Foreign.LaunchTemplate> launchTemplates,
      List<Foreign.Cluster> clusters,
      List<Foreign.LoadBalancer> loadBalancers,
      Foreign.Devices devices) {

    private static final String OTHERS = "*";

    public Region {
      zones = List.copyOf(zones);
      offerings = Map.copyOf(offerings);
      vpcs = List.copyOf(vpcs);
      launchTemplates = List.copyOf(launchTemplates);
      clusters = List.copyOf(clusters);
      loadBalancers = List.copyOf(loadBalancers);
    }

    /** A region with nothing but VPCs. */
    public Region(String name, List<Zone> zones, List<Vpc> vpcs) {
      this(name, zones, Map.of(), vpcs, List.of(), List.of(), List.of(), Foreign.Devices.none());
    }

    Region with(Vpc another) {
      List<Vpc> all = new ArrayList<>(vpcs);
      all.add(another);
      return new Region(
          name, zones, offerings, all, launchTemplates, clusters, loadBalancers, devices);
    }

    /** Whether a zone offers an instance type. */
    public boolean offers(String instanceType, String zone) {
      List<String> offered = offerings.getOrDefault(instanceType, offerings.get(OTHERS));
      return offered == null || offered.contains(zone);
    }
  }

  /**
   * @param id as in {@code eun1-az1}: the same place for every account
   * @param type {@code availability-zone}, {@code local-zone} or {@code wavelength-zone}
   */
  public record Zone(String name, String id, String type) {}

  public record Vpc(
      String id,
      String cidr,
      boolean dnsSupport,
      boolean dnsHostnames,
      Map<String, String> tags,
      List<Subnet> subnets,
      List<RouteTable> routeTables,
      List<Foreign.SecurityGroup> securityGroups) {

    public Vpc {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
      subnets = List.copyOf(subnets);
      routeTables = List.copyOf(routeTables);
      securityGroups = List.copyOf(securityGroups);
    }
  }

  public record Subnet(
      String id,
      String zone,
      String cidr,
      boolean mapPublicIpOnLaunch,
      int availableAddresses,
      Map<String, String> tags) {

    public Subnet {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * @param main whether it counts for subnets without an association of their own
   */
  public record RouteTable(
      String id, boolean main, List<String> subnets, List<Route> routes, Map<String, String> tags) {

    public RouteTable {
      subnets = List.copyOf(subnets);
      routes = List.copyOf(routes);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /**
   * @param target {@code local}, {@code igw-…}, {@code nat-…}, {@code tgw-…}, {@code pcx-…}, {@code
   *     eni-…}, {@code vpce-…}
   */
  public record Route(String destination, String target, boolean blackhole) {}

  /**
   * @param trust the policy document, JSON
   */
  public record Role(
      String name,
      String path,
      String trust,
      List<String> managedPolicies,
      Map<String, String> tags) {

    public Role {
      managedPolicies = List.copyOf(managedPolicies);
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** A role that the account itself may assume; {@code arn} names it with its path. */
    public static Role ofArn(String arn) {
      String resource = arn.substring(arn.indexOf(":role/") + ":role".length());
      int slash = resource.lastIndexOf('/');
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
          "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}"""
              .formatted(arn.substring(0, arn.indexOf(":role/")) + ":root");
      return new Role(
          resource.substring(slash + 1),
          resource.substring(0, slash + 1),
          trust,
          List.of(),
          Map.of());
    }
  }

  /**
   * What EKS offers.
   *
   * @param versions oldest first
   */
  public record KubernetesVersions(List<String> versions, String standard) {

    public KubernetesVersions {
      versions = List.copyOf(versions);
    }
  }

  /**
   * Versions of add-ons, by add-on and Kubernetes version, the default one first; the built-in ones
   * count for add-ons that are absent.
   */
  public record AddonVersions(Map<String, Map<String, List<String>>> versions) {

    public AddonVersions {
      versions = Map.copyOf(versions);
    }
  }

  /** The same with more roles of others. */
  public World withRoles(List<Role> more) {
    List<Role> all = new ArrayList<>(roles);
    all.addAll(more);
    return new World(
        account,
        principals,
        regions,
        all,
        kubernetes,
        addons,
        instanceTypes,
        storageClasses,
        quotas,
        leftBehind);
  }

  /** The same with other quotas. */
  public World withQuotas(Quotas other) {
    return new World(
        account,
        principals,
        regions,
        roles,
        kubernetes,
        addons,
        instanceTypes,
        storageClasses,
        other,
        leftBehind);
  }

  /** The same with other regions. */
  public World withRegions(List<Region> other) {
    return new World(
        account,
        principals,
        other,
        roles,
        kubernetes,
        addons,
        instanceTypes,
        storageClasses,
        quotas,
        leftBehind);
  }

  /**
   * A world with one VPC in one region, as {@link StandardWorld} lays it out.
   *
   * @param vpcName its Name tag, or its id when it reads like one
   * @throws InvalidSetupException when AWS has no such region
   */
  public static World standard(String region, String vpcName) {
    return StandardWorld.of(region, vpcName);
  }

  /**
   * The same with one more VPC, laid out as that of the {@link #standard} world.
   *
   * @throws InvalidSetupException when AWS has no such region, or has it in another partition
   */
  public World withVpc(String region, String vpcName) {
    return withRegions(StandardWorld.with(regions, region, vpcName));
  }
}
