package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.NodeGroupObserved;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.spec.NodesSpec.Architecture;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.AutoScalingGroup;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.NodegroupUpdateConfig;

/** Managed node groups, found by their name, which is unique in a cluster. */
final class NodeGroups {

  private final AwsClients aws;

  NodeGroups(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(NodeGroupRequest request) {
    EksClient eks = aws.eks(request.cluster().region());
    Found<Nodegroup> found =
        Found.orCreated(
            () -> find(eks, request.cluster(), request.name()), () -> create(eks, request));
    return found.isNew() ? StepOutcome.CREATED : converge(eks, found.thing(), request);
  }

  Look<NodeGroupObserved> look(NodeGroupWait wait) {
    String what = what(wait.cluster(), wait.name());
    Nodegroup group =
        find(aws.eks(wait.cluster().region()), wait.cluster(), wait.name())
            .orElseThrow(() -> NotThere.unseen(what, wait.claim()));
    Ownership.require(what, group.tags(), wait.claim());
    Health health = health(group);
    return switch (group.status()) {
      case ACTIVE -> Look.ready(observed(group));
      case CREATING, UPDATING ->
          Look.notYet(
              what + " is " + group.statusAsString() + health.text(),
              "see its health in the EKS console");
      case CREATE_FAILED ->
          throw health.failure(
              what, group.statusAsString(), Cure.How.REMAKE, Made.incarnation(group.tags()));
      case DELETING -> throw Health.going(what, Made.incarnation(group.tags()));
      case DELETE_FAILED, DEGRADED, UNKNOWN_TO_SDK_VERSION ->
          throw health.failure(what, group.statusAsString());
    };
  }

  StepOutcome delete(NodeGroupRemoval removal) {
    String what = what(removal.cluster(), removal.name());
    EksClient eks = aws.eks(removal.cluster().region());
    Optional<Nodegroup> found = find(eks, removal.cluster(), removal.name());
    if (found.isEmpty()) {
      return StepOutcome.ABSENT;
    }
    Nodegroup group = found.get();
    Ownership.require(what, group.tags(), removal.claim());
    return switch (group.status()) {
      case ACTIVE, CREATE_FAILED, DELETE_FAILED, DEGRADED -> {
        Found.unlessGone(
            () ->
                eks.deleteNodegroup(
                    r -> r.clusterName(removal.cluster().name()).nodegroupName(removal.name())));
        yield StepOutcome.DELETED;
      }
      case DELETING -> StepOutcome.DELETED;
      case CREATING, UPDATING -> throw Going.busy(what, group.statusAsString());
      case UNKNOWN_TO_SDK_VERSION -> throw health(group).failure(what, group.statusAsString());
    };
  }

  Look<StepOutcome> lookGone(NodeGroupWait wait) {
    String what = what(wait.cluster(), wait.name());
    Optional<Nodegroup> found = find(aws.eks(wait.cluster().region()), wait.cluster(), wait.name());
    if (found.isEmpty()) {
      return Look.ready(StepOutcome.ABSENT);
    }
    Nodegroup group = found.get();
    Ownership.require(what, group.tags(), wait.claim());
    Health health = health(group);
    return switch (group.status()) {
      case DELETING -> Going.notYet(what, health);
      case ACTIVE,
          CREATING,
          UPDATING,
          CREATE_FAILED,
          DELETE_FAILED,
          DEGRADED,
          UNKNOWN_TO_SDK_VERSION ->
          throw health.standing(what, group.statusAsString());
    };
  }

  private static Nodegroup create(EksClient eks, NodeGroupRequest request) {
    return eks.createNodegroup(
            r ->
                r.clusterName(request.cluster().name())
                    .nodegroupName(request.name())
                    .clientRequestToken(request.claim().token())
                    .tags(request.claim().tags())
                    .nodeRole(request.roleArn())
                    .subnets(request.subnetIds())
                    .instanceTypes(request.instanceTypes())
                    .amiType(amiType(request.nodes().architecture()))
                    .capacityType(CapacityTypes.ON_DEMAND)
                    .scalingConfig(scaling(request))
                    .updateConfig(rolling())
                    .nodeRepairConfig(repair -> repair.enabled(true))
                    .launchTemplate(
                        template ->
                            template
                                .id(request.launchTemplateId())
                                .version(request.launchTemplateVersion())))
        .nodegroup();
  }

  private static StepOutcome converge(EksClient eks, Nodegroup group, NodeGroupRequest request) {
    requireAlike(group, request);
    if (group.status() == NodegroupStatus.DELETING) {
      throw NotThere.going(what(request.cluster(), request.name()));
    }
    boolean tagged = Tagging.complete(eks, group.nodegroupArn(), group.tags(), request.claim());
    StepOutcome updated = update(eks, group, request);
    return tagged ? StepOutcome.UPDATED : updated;
  }

  private static StepOutcome update(EksClient eks, Nodegroup group, NodeGroupRequest request) {
    // What an answer does not tell is as it was asked for.
    boolean rollsAsWanted = group.updateConfig() == null || rolling().equals(group.updateConfig());
    boolean isRepaired =
        group.nodeRepairConfig() == null || Boolean.TRUE.equals(group.nodeRepairConfig().enabled());
    if (scaling(request).equals(group.scalingConfig()) && rollsAsWanted && isRepaired) {
      return StepOutcome.UNCHANGED;
    }
    return Updates.ifNeeded(
        () ->
            eks.updateNodegroupConfig(
                r ->
                    r.clusterName(request.cluster().name())
                        .nodegroupName(request.name())
                        .scalingConfig(scaling(request))
                        .updateConfig(rolling())
                        .nodeRepairConfig(repair -> repair.enabled(true))));
  }

  /**
   * What cannot be changed on a node group must be as it is wanted. Of its instance types one is
   * enough: what EC2 offers, and so what is chosen, grows over the years.
   */
  private static void requireAlike(Nodegroup group, NodeGroupRequest request) {
    String what = what(request.cluster(), request.name());
    Ownership.require(what, group.tags(), request.claim());
    if (!request.roleArn().equals(group.nodeRole())) {
      throw Different.by(what, "the role " + group.nodeRole());
    }
    if (!new HashSet<>(group.subnets()).equals(new HashSet<>(request.subnetIds()))) {
      throw Different.by(what, "the subnets " + String.join(", ", group.subnets()));
    }
    if (group.amiType() != amiType(request.nodes().architecture())) {
      throw Different.by(what, "machine images " + group.amiTypeAsString());
    }
    if (Collections.disjoint(group.instanceTypes(), request.instanceTypes())) {
      throw Different.by(what, "machines " + String.join(", ", group.instanceTypes()));
    }
  }

  private static NodegroupScalingConfig scaling(NodeGroupRequest request) {
    int nodes = request.nodes().count();
    return NodegroupScalingConfig.builder()
        .minSize(nodes)
        .maxSize(nodes)
        .desiredSize(nodes)
        .build();
  }

  private static NodegroupUpdateConfig rolling() {
    return NodegroupUpdateConfig.builder().maxUnavailable(1).build();
  }

  private static AMITypes amiType(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> AMITypes.AL2023_X86_64_STANDARD;
      case ARM64 -> AMITypes.AL2023_ARM_64_STANDARD;
    };
  }

  static Optional<Nodegroup> find(EksClient eks, ClusterRef cluster, String name) {
    return Found.unlessGone(
        () ->
            eks.describeNodegroup(r -> r.clusterName(cluster.name()).nodegroupName(name))
                .nodegroup());
  }

  static String what(ClusterRef cluster, String name) {
    return "node group \"" + name + "\" of " + Words.text(cluster);
  }

  static Health health(Nodegroup group) {
    return group.health() == null
        ? Health.none()
        : new Health(
            group.health().issues().stream()
                .map(
                    issue ->
                        new Health.Issue(
                            issue.codeAsString(),
                            issue.message(),
                            Treatments.ofNodeGroup(issue.codeAsString())))
                .toList());
  }

  private static NodeGroupObserved observed(Nodegroup group) {
    String autoScalingGroup =
        group.resources() == null
            ? ""
            : group.resources().autoScalingGroups().stream()
                .map(AutoScalingGroup::name)
                .findFirst()
                .orElse("");
    return new NodeGroupObserved(group.nodegroupArn(), autoScalingGroup);
  }
}
