package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.world.World;
import java.util.Optional;

/** What EKS checks of CreateCluster beyond the table. */
final class ClusterChecks {

  private ClusterChecks() {}

  static String version(Input input, World.KubernetesVersions known) {
    String version = input.text("version").orElse(known.standard());
    if (!known.versions().contains(version)) {
      throw EksErrors.parameter("unsupported Kubernetes version " + version);
    }
    return version;
  }

  static void settings(Input input, Input network) {
    boolean open = network.flag("endpointPublicAccess").orElse(true);
    boolean inside = network.flag("endpointPrivateAccess").orElse(false);
    if (!open && !inside) {
      throw EksErrors.parameter(
          "Private and public endpoint access cannot be false at the same time");
    }
    for (String cidr : network.texts("publicAccessCidrs")) {
      if (!cidr.matches("(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}")) {
        throw EksErrors.parameter("The following CIDRs are invalid: [" + cidr + "]");
      }
    }
    boolean auto = isOn(input, "computeConfig");
    boolean balancing =
        input
            .structure("kubernetesNetworkConfig")
            .flatMap(config -> config.structure("elasticLoadBalancing"))
            .flatMap(config -> config.flag("enabled"))
            .orElse(false);
    boolean storage =
        input.structure("storageConfig").filter(config -> isOn(config, "blockStorage")).isPresent();
    if (auto != balancing || auto != storage) {
      throw EksErrors.parameter(
          "For EKS Auto Mode, please ensure that all required configs, including computeConfig,"
              + " kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully"
              + " disabled.");
    }
    if (auto) {
      throw EksErrors.request("The sandbox does not offer EKS Auto Mode");
    }
    if (authenticationMode(input).equals("CONFIG_MAP") && !creatorIsAdmin(input)) {
      throw EksErrors.parameter(
          "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is"
              + " set to CONFIG_MAP");
    }
  }

  private static boolean isOn(Input input, String name) {
    return input.structure(name).flatMap(config -> config.flag("enabled")).orElse(false);
  }

  static void securityGroups(Input network, String vpcId, Ec2Region region) {
    for (String id : network.texts("securityGroupIds")) {
      Optional<Ec2Region.SecurityGroup> group = region.securityGroup(id);
      if (group.isEmpty() || !group.get().vpcId().equals(vpcId)) {
        throw EksErrors.parameter(
            "Security group(s) [" + id + "] are not in the same VPC as the subnets");
      }
    }
  }

  static String authenticationMode(Input input) {
    return input
        .structure("accessConfig")
        .flatMap(config -> config.text("authenticationMode"))
        .orElse("CONFIG_MAP");
  }

  static boolean creatorIsAdmin(Input input) {
    return input
        .structure("accessConfig")
        .flatMap(config -> config.flag("bootstrapClusterCreatorAdminPermissions"))
        .orElse(true);
  }
}
