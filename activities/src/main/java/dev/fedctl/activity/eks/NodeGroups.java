package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsCodes;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.NodeGroupObserved;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.spec.NodesSpec.Architecture;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.AutoScalingGroup;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;

/** Managed node groups, found by their name, which is unique in a cluster. */
final class NodeGroups {

  private final AwsClients aws;

  NodeGroups(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(NodeGroupRequest request) {
    EksClient eks = aws.eks(request.cluster().region());
    Optional<Nodegroup> found = find(eks, request.cluster(), request.name());
    if (found.isPresent()) {
      return converge(eks, found.get(), request);
    }
    try {
      create(eks, request);
      return StepOutcome.CREATED;
    } catch (EksException e) {
      if (!AwsCodes.isTaken(e)) {
        throw e;
      }
      Nodegroup other = find(eks, request.cluster(), request.name()).orElseThrow(() -> e);
      return converge(eks, other, request);
    }
  }

  Look<NodeGroupObserved> look(NodeGroupWait wait) {
    String what = what(wait.cluster(), wait.name());
    Optional<Nodegroup> found = find(aws.eks(wait.cluster().region()), wait.cluster(), wait.name());
    if (found.isEmpty()) {
      return Look.notYet(what + " does not show", "see whether somebody deleted it, then retry");
    }
    Nodegroup group = found.get();
    Ownership.require(what, group.tags(), wait.claim());
    Health health = health(group);
    return switch (group.status()) {
      case ACTIVE -> Look.ready(observed(group));
      case CREATING, UPDATING ->
          Look.notYet(
              what + " is " + group.statusAsString() + health.text(),
              "see its health in the EKS console");
      case CREATE_FAILED, DELETE_FAILED, DELETING, DEGRADED, UNKNOWN_TO_SDK_VERSION ->
          throw health.failure(what, group.statusAsString());
    };
  }

  private static void create(EksClient eks, NodeGroupRequest request) {
    int nodes = request.nodes().count();
    eks.createNodegroup(
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
                .scalingConfig(scaling(nodes))
                .updateConfig(update -> update.maxUnavailable(1))
                .nodeRepairConfig(repair -> repair.enabled(true))
                .launchTemplate(
                    template ->
                        template
                            .id(request.launchTemplateId())
                            .version(request.launchTemplateVersion())));
  }

  private static StepOutcome converge(EksClient eks, Nodegroup group, NodeGroupRequest request) {
    Ownership.require(what(request.cluster(), request.name()), group.tags(), request.claim());
    NodegroupScalingConfig wanted = scaling(request.nodes().count());
    if (wanted.equals(group.scalingConfig())) {
      return StepOutcome.UNCHANGED;
    }
    eks.updateNodegroupConfig(
        r ->
            r.clusterName(request.cluster().name())
                .nodegroupName(request.name())
                .scalingConfig(wanted)
                .clientRequestToken(
                    request.claim().part("nodes-" + request.nodes().count()).token()));
    return StepOutcome.UPDATED;
  }

  private static NodegroupScalingConfig scaling(int nodes) {
    return NodegroupScalingConfig.builder()
        .minSize(nodes)
        .maxSize(nodes)
        .desiredSize(nodes)
        .build();
  }

  private static AMITypes amiType(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> AMITypes.AL2023_X86_64_STANDARD;
      case ARM64 -> AMITypes.AL2023_ARM_64_STANDARD;
    };
  }

  private static Optional<Nodegroup> find(EksClient eks, ClusterRef cluster, String name) {
    try {
      return Optional.of(
          eks.describeNodegroup(r -> r.clusterName(cluster.name()).nodegroupName(name))
              .nodegroup());
    } catch (EksException e) {
      if (AwsCodes.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String what(ClusterRef cluster, String name) {
    return "node group \"" + name + "\" of " + Words.text(cluster);
  }

  private static Health health(Nodegroup group) {
    return group.health() == null
        ? Health.none()
        : new Health(
            group.health().issues().stream()
                .map(issue -> new Health.Issue(issue.codeAsString(), issue.message()))
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
