package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.spec.NodesSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Optional;

/**
 * EKS clusters, their access, nodes and add-ons.
 *
 * <p>What an ensure finds under its name must carry the owner tags of its claim; else it is a
 * CONFLICT and never touched. What is ours is brought to what is asked for as far as EKS can change
 * it; what EKS cannot change is a CONFLICT when it is otherwise; what is not asked for is left as
 * it is. What is being deleted, or changed by others, is EVENTUAL. An await of something that does
 * not show is EVENTUAL.
 *
 * <p>A delete of what is not there, or is going already, succeeds. What is awaited to be gone is
 * ABSENT in the end.
 */
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
   * self-managed add-ons, both endpoints, standard support. Found by exact name.
   *
   * <p>The endpoints of one that stands are opened when they are not. Its role, subnets and access
   * mode must be as asked for. Its version and support are those of its making: EKS itself raises
   * the version in the course of time, and operators may have chosen otherwise since.
   */
  @ActivityMethod(name = "EnsureCluster")
  StepOutcome ensureCluster(ClusterRequest request);

  /**
   * Looks whether the cluster is ACTIVE. FAILED is as bad as the worst of EKS's health issues
   * (DENIED, QUOTA, else UNEXPECTED_STATE), and can be made anew unless it was ACTIVE before.
   */
  @ActivityMethod(name = "AwaitCluster")
  Awaited<ClusterObserved> awaitCluster(ClusterWait wait);

  /**
   * Ensures an access entry with the cluster-admin policy, for the whole cluster, for each
   * principal. One that IAM does not show is EVENTUAL.
   */
  @ActivityMethod(name = "EnsureAccess")
  StepOutcome ensureAccess(AccessRequest request);

  /** Looks whether the worker may do everything in the cluster (SelfSubjectAccessReview). */
  @ActivityMethod(name = "AwaitAccess")
  Awaited<ClusterRef> awaitAccess(ClusterWait wait);

  /**
   * Ensures the launch template of a node group: IMDSv2 required, encrypted gp3 root volume, owner
   * tags on instances, volumes and network interfaces. Gives its youngest version that is so, else
   * adds one. It is made before its cluster: tags that it is born with, and keeps, name what an
   * earlier cluster of that name has left. While a cluster of the name stands that is not ours, and
   * when more is left than it can name, it is not made: a CONFLICT.
   */
  @ActivityMethod(name = "EnsureLaunchTemplate")
  LaunchTemplateObserved ensureLaunchTemplate(LaunchTemplateRequest request);

  /**
   * Ensures that a managed node group is being made or stands, with so many nodes, replaced one at
   * a time, and repaired. Its role, subnets, architecture and at least one of its instance types
   * must be as asked for.
   */
  @ActivityMethod(name = "EnsureNodeGroup")
  StepOutcome ensureNodeGroup(NodeGroupRequest request);

  /**
   * Looks whether the node group is ACTIVE. CREATE_FAILED and DEGRADED are as bad as the worst of
   * EKS's health issues (DENIED, QUOTA, else UNEXPECTED_STATE); the former can be made anew.
   */
  @ActivityMethod(name = "AwaitNodeGroup")
  Awaited<NodeGroupObserved> awaitNodeGroup(NodeGroupWait wait);

  /**
   * Ensures that an add-on is being made or stands, and that its pods have their role. It is made
   * at EKS's default version for the cluster and stays there: that default moves.
   */
  @ActivityMethod(name = "EnsureAddon")
  StepOutcome ensureAddon(AddonRequest request);

  /**
   * Looks whether the add-on is ACTIVE. CREATE_FAILED can be made anew. DEGRADED is waited out, for
   * pods may still be coming; after that it can be applied once more.
   */
  @ActivityMethod(name = "AwaitAddon")
  Awaited<AddonObserved> awaitAddon(AddonWait wait);

  /**
   * Starts the deletion of a node group that is ours; EKS drains its nodes. One that is being made
   * or updated is EVENTUAL, for as long as EKS may take for that. What is not ours is a CONFLICT.
   * Absent with its cluster, too.
   */
  @ActivityMethod(name = "DeleteNodeGroup")
  StepOutcome deleteNodeGroup(NodeGroupRemoval removal);

  /**
   * Looks whether the node group is gone. DELETE_FAILED is UNEXPECTED_STATE with EKS's health
   * issues; one that stands and is not being deleted, too.
   */
  @ActivityMethod(name = "AwaitNodeGroupGone")
  Awaited<StepOutcome> awaitNodeGroupGone(NodeGroupWait wait);

  /**
   * Starts the deletion of a cluster that is ours; add-ons, access entries and pod identities go
   * with it. One that is being made or updated is EVENTUAL, for as long as EKS may take for that;
   * one that has node groups left is EVENTUAL, too, and they are named. What is not ours is a
   * CONFLICT.
   */
  @ActivityMethod(name = "DeleteCluster")
  StepOutcome deleteCluster(ClusterRemoval removal);

  /**
   * Looks whether the cluster is gone. FAILED is UNEXPECTED_STATE with EKS's health issues; one
   * that stands and is not being deleted, too.
   */
  @ActivityMethod(name = "AwaitClusterGone")
  Awaited<StepOutcome> awaitClusterGone(ClusterWait wait);

  /** Deletes a launch template that is ours, with all its versions. */
  @ActivityMethod(name = "DeleteLaunchTemplate")
  StepOutcome deleteLaunchTemplate(LaunchTemplateRemoval removal);

  /** A node group to be gone; the claim is that of its making. */
  record NodeGroupRemoval(Claim claim, ClusterRef cluster, String name) implements Claimed {}

  /** A cluster to be gone; the claim is that of its making. */
  record ClusterRemoval(Claim claim, ClusterRef cluster) implements Claimed {}

  /** A launch template to be gone; the claim is that of its making. */
  record LaunchTemplateRemoval(Claim claim, ClusterRef cluster, String name) implements Claimed {}

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
      List<String> subnetIds)
      implements Claimed {}

  /** A cluster that is waited for. */
  record ClusterWait(Claim claim, ClusterRef cluster, Patience patience) implements Claimed {}

  /** A cluster that stands. */
  record ClusterObserved(
      String arn, String endpoint, String kubernetesVersion, String securityGroupId) {}

  /** Principals that become cluster admins. */
  record AccessRequest(
      Claim claim, ClusterRef cluster, String partition, List<String> principalArns)
      implements Claimed {}

  /** A launch template to be had. */
  record LaunchTemplateRequest(Claim claim, ClusterRef cluster, String name) implements Claimed {}

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
      String launchTemplateVersion)
      implements Claimed {}

  /** A node group that is waited for. */
  record NodeGroupWait(Claim claim, ClusterRef cluster, String name, Patience patience)
      implements Claimed {}

  /** A node group that stands. */
  record NodeGroupObserved(String arn, String autoScalingGroup) {}

  /** An add-on to be had; with a role when its pods need AWS. */
  record AddonRequest(
      Claim claim,
      ClusterRef cluster,
      String addon,
      String kubernetesVersion,
      Optional<PodIdentity> podIdentity)
      implements Claimed {}

  /** Which role the pods of a service account get. */
  record PodIdentity(String serviceAccount, String roleArn) {}

  /** An add-on that is waited for. */
  record AddonWait(Claim claim, ClusterRef cluster, String addon, Patience patience)
      implements Claimed {}

  /** An add-on that stands. */
  record AddonObserved(String version) {}
}
