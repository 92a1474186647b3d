package dev.fedctl.sandbox.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What exists at the start.
 *
 * @param account twelve digits
 * @param roles IAM roles that somebody else made
 * @param quotas by quota code, such as {@code L-1194D53C}; a quota that is absent is not enforced
 */
public record World(
    String account,
    List<Principal> principals,
    List<Region> regions,
    List<Role> roles,
    KubernetesVersions kubernetes,
    Map<String, Integer> quotas) {

  public static final String ACCOUNT = "111122223333";

  public World {
    principals = List.copyOf(principals);
    regions = List.copyOf(regions);
    roles = List.copyOf(roles);
    quotas = Map.copyOf(quotas);
  }

  /**
   * Who can sign requests.
   *
   * @param principalArn {@code arn:aws:sts::…:assumed-role/<name>/<session>} or a user's ARN
   * @param iamArn the role or user behind it, with its path
   */
  public record Principal(
      String accessKeyId,
      String secretAccessKey,
      Optional<String> sessionToken,
      String principalArn,
      String iamArn) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "Principal[" + principalArn + "]";
    }
  }

  public record Region(String name, List<Zone> zones, List<Vpc> vpcs) {

    public Region {
      zones = List.copyOf(zones);
      vpcs = List.copyOf(vpcs);
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
      List<RouteTable> routeTables) {

    public Vpc {
      tags = Map.copyOf(tags);
      subnets = List.copyOf(subnets);
      routeTables = List.copyOf(routeTables);
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
      tags = Map.copyOf(tags);
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
      tags = Map.copyOf(tags);
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
      tags = Map.copyOf(tags);
    }

    /** A role that the account itself may assume; {@code arn} names it with its path. */
    public static Role ofArn(String arn) {
      String resource = arn.substring(arn.indexOf(":role/") + ":role".length());
      int slash = resource.lastIndexOf('/');
      String account = arn.split(":", -1)[4];
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
          "Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"sts:AssumeRole"}]}"""
              .formatted(account);
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

  /** The same with more roles of others. */
  public World withRoles(List<Role> more) {
    List<Role> all = new ArrayList<>(roles);
    all.addAll(more);
    return new World(account, principals, regions, all, kubernetes, quotas);
  }

  /** A world with one VPC in one region, as {@link StandardWorld} lays it out. */
  public static World standard(String region, String vpcName) {
    return StandardWorld.of(region, vpcName);
  }
}
