package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.spec.NodesSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Optional;

/** EKS clusters, their access, nodes and add-ons. */
@ActivityInterface
public interface EksActivities {

  /**
   * Settles the Kubernetes version: the wanted one if EKS offers it under standard support, else
   * EKS's default. Fails with INVALID_SPEC ({@code spec.kubernetesVersion}) naming those on offer.
   */
  @ActivityMethod(name = "FindKubernetesVersion")
  KubernetesVersion findKubernetesVersion(VersionQuery query);

  /**
   * Ensures that a cluster is being made or stands: access mode API, no bootstrap admin, no
   * self-managed add-ons, both endpoints, standard support. Found by exact name; not ours:
   * CONFLICT.
   */
  @ActivityMethod(name = "EnsureCluster")
  StepOutcome ensureCluster(ClusterRequest request);

  /** Looks whether the cluster is ACTIVE. FAILED is UNEXPECTED_STATE with EKS's health issues. */
  @ActivityMethod(name = "AwaitCluster")
  Awaited<ClusterObserved> awaitCluster(ClusterWait wait);

  /** Ensures an access entry with the cluster-admin policy for each principal. */
  @ActivityMethod(name = "EnsureAccess")
  StepOutcome ensureAccess(AccessRequest request);

  /** Looks whether the worker may do everything in the cluster (SelfSubjectAccessReview). */
  @ActivityMethod(name = "AwaitAccess")
  Awaited<ClusterRef> awaitAccess(ClusterWait wait);

  /**
   * Ensures the launch template of a node group: IMDSv2 required, encrypted gp3 root volume, owner
   * tags on instances, volumes and network interfaces.
   */
  @ActivityMethod(name = "EnsureLaunchTemplate")
  LaunchTemplateObserved ensureLaunchTemplate(LaunchTemplateRequest request);

  /** Ensures that a managed node group is being made or stands. */
  @ActivityMethod(name = "EnsureNodeGroup")
  StepOutcome ensureNodeGroup(NodeGroupRequest request);

  /**
   * Looks whether the node group is ACTIVE. CREATE_FAILED and DEGRADED are UNEXPECTED_STATE with
   * EKS's health issues.
   */
  @ActivityMethod(name = "AwaitNodeGroup")
  Awaited<NodeGroupObserved> awaitNodeGroup(NodeGroupWait wait);

  /** Ensures that an add-on is being made or stands, at EKS's default version for the cluster. */
  @ActivityMethod(name = "EnsureAddon")
  StepOutcome ensureAddon(AddonRequest request);

  /** Looks whether the add-on is ACTIVE. DEGRADED is waited out: pods may still be coming. */
  @ActivityMethod(name = "AwaitAddon")
  Awaited<AddonObserved> awaitAddon(AddonWait wait);

  /** The wanted version, if one is wanted. */
  record VersionQuery(String region, Optional<String> wanted) {}

  /** major.minor */
  record KubernetesVersion(String version) {}

  /** A cluster to be had. */
  record ClusterRequest(
      Claim claim,
      ClusterRef cluster,
      String kubernetesVersion,
      String roleArn,
      List<String> subnetIds) {}

  /** A cluster that is waited for. */
  record ClusterWait(Claim claim, ClusterRef cluster, Patience patience) {}

  /** A cluster that stands. */
  record ClusterObserved(
      String arn, String endpoint, String kubernetesVersion, String securityGroupId) {}

  /** Principals that become cluster admins. */
  record AccessRequest(
      Claim claim, ClusterRef cluster, String partition, List<String> principalArns) {}

  /** A launch template to be had. */
  record LaunchTemplateRequest(Claim claim, ClusterRef cluster, String name) {}

  /** A launch template and the version of it to use. */
  record LaunchTemplateObserved(String id, String version, StepOutcome outcome) {}

  /** A node group to be had; its number of nodes is fixed. */
  record NodeGroupRequest(
      Claim claim,
      ClusterRef cluster,
      String name,
      String roleArn,
      List<String> subnetIds,
      List<String> instanceTypes,
      NodesSpec nodes,
      String launchTemplateId,
      String launchTemplateVersion) {}

  /** A node group that is waited for. */
  record NodeGroupWait(Claim claim, ClusterRef cluster, String name, Patience patience) {}

  /** A node group that stands. */
  record NodeGroupObserved(String arn, String autoScalingGroup) {}

  /** An add-on to be had; with a role when its pods need AWS. */
  record AddonRequest(
      Claim claim,
      ClusterRef cluster,
      String addon,
      String kubernetesVersion,
      Optional<PodIdentity> podIdentity) {}

  /** Which role the pods of a service account get. */
  record PodIdentity(String serviceAccount, String roleArn) {}

  /** An add-on that is waited for. */
  record AddonWait(Claim claim, ClusterRef cluster, String addon, Patience patience) {}

  /** An add-on that stands. */
  record AddonObserved(String version) {}
}
