package dev.fedctl.sandbox.aws.iam;

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
  static Optional<String> name(String arn) {
    int path = arn.indexOf(":iam::aws:policy/");
    if (!arn.startsWith("arn:aws")
        || path < 0
        || !PATHS.contains(arn.substring(path + ":iam::aws:policy/".length()))) {
      return Optional.empty();
    }
    return Optional.of(arn.substring(arn.lastIndexOf('/') + 1));
  }
}
