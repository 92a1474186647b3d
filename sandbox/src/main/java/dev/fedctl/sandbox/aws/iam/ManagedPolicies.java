package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.world.Partition;
import java.util.Optional;
import java.util.Set;

/** AWS managed policies that clusters, nodes and add-ons use; others do not exist here. */
final class ManagedPolicies {

  private static final Set<String> PATHS =
      Set.of(
          "AmazonEKSClusterPolicy",
          "AmazonEKSServicePolicy",
          "AmazonEKSVPCResourceController",
          "AmazonEKSWorkerNodePolicy",
          "AmazonEKSWorkerNodeMinimalPolicy",
          "AmazonEKS_CNI_Policy",
          "AmazonEKSComputePolicy",
          "AmazonEKSBlockStoragePolicy",
          "AmazonEKSLoadBalancingPolicy",
          "AmazonEKSNetworkingPolicy",
          "AmazonEC2ContainerRegistryReadOnly",
          "AmazonEC2ContainerRegistryPullOnly",
          "AmazonSSMManagedInstanceCore",
          "service-role/AmazonEBSCSIDriverPolicy",
          "AmazonEBSCSIDriverPolicyV2",
          "AmazonEBSCSIDriverEKSClusterScopedPolicy",
          "AdministratorAccess",
          "ReadOnlyAccess");

  private ManagedPolicies() {}

  /** The name of a policy that exists. */
  static Optional<String> name(String arn, Partition partition) {
    String prefix = partition.arn("iam", "", "aws", "policy/");
    return arn.startsWith(prefix) && PATHS.contains(arn.substring(prefix.length()))
        ? Optional.of(arn.substring(arn.lastIndexOf('/') + 1))
        : Optional.empty();
  }
}
