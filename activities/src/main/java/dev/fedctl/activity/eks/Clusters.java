package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsCodes;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.ClusterObserved;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.EksException;
import software.amazon.awssdk.services.eks.model.SupportType;

/** Control planes, found by their exact name, which is unique in an account and region. */
final class Clusters {

  private final AwsClients aws;

  Clusters(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(ClusterRequest request) {
    Optional<Cluster> found = find(request.cluster());
    if (found.isPresent()) {
      requireAlike(found.get(), request);
      return StepOutcome.UNCHANGED;
    }
    try {
      create(request);
      return StepOutcome.CREATED;
    } catch (EksException e) {
      if (!AwsCodes.isTaken(e)) {
        throw e;
      }
      requireAlike(find(request.cluster()).orElseThrow(() -> e), request);
      return StepOutcome.UNCHANGED;
    }
  }

  Look<ClusterObserved> look(ClusterWait wait) {
    String what = Words.text(wait.cluster());
    Optional<Cluster> found = find(wait.cluster());
    if (found.isEmpty()) {
      return Look.notYet(what + " does not show", "see whether somebody deleted it, then retry");
    }
    Cluster cluster = found.get();
    Ownership.require(what, cluster.tags(), wait.claim());
    ClusterStatus status = cluster.status();
    Health health = health(cluster);
    return switch (status) {
      case ACTIVE -> Look.ready(observed(cluster));
      case CREATING, UPDATING, PENDING ->
          Look.notYet(what + " is " + status + health.text(), "see its health in the EKS console");
      case FAILED, DELETING, UNKNOWN_TO_SDK_VERSION ->
          throw health.failure(what, cluster.statusAsString());
    };
  }

  Optional<Cluster> find(ClusterRef cluster) {
    try {
      return Optional.of(
          aws.eks(cluster.region()).describeCluster(r -> r.name(cluster.name())).cluster());
    } catch (EksException e) {
      if (AwsCodes.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void create(ClusterRequest request) {
    aws.eks(request.cluster().region())
        .createCluster(
            r ->
                r.name(request.cluster().name())
                    .clientRequestToken(request.claim().token())
                    .tags(request.claim().tags())
                    .version(request.kubernetesVersion())
                    .roleArn(request.roleArn())
                    .resourcesVpcConfig(
                        vpc ->
                            vpc.subnetIds(request.subnetIds())
                                .endpointPublicAccess(true)
                                .endpointPrivateAccess(true))
                    .accessConfig(
                        access ->
                            access
                                .authenticationMode(AuthenticationMode.API)
                                .bootstrapClusterCreatorAdminPermissions(false))
                    .bootstrapSelfManagedAddons(false)
                    .upgradePolicy(policy -> policy.supportType(SupportType.STANDARD)));
  }

  /** What cannot be changed on a cluster must be as it is wanted. */
  private static void requireAlike(Cluster cluster, ClusterRequest request) {
    String what = Words.text(request.cluster());
    Ownership.require(what, cluster.tags(), request.claim());
    if (!request.roleArn().equals(cluster.roleArn())) {
      throw different(what, "the role " + cluster.roleArn());
    }
    List<String> subnets = cluster.resourcesVpcConfig().subnetIds();
    if (!new HashSet<>(subnets).equals(new HashSet<>(request.subnetIds()))) {
      throw different(what, "the subnets " + String.join(", ", subnets));
    }
  }

  private static RuntimeException different(String what, String by) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.CONFLICT,
            what + " is ours but was made with " + by,
            "delete it, or go back to the spec that it was made from, then retry"));
  }

  private static Health health(Cluster cluster) {
    return cluster.health() == null
        ? Health.none()
        : new Health(
            cluster.health().issues().stream()
                .map(issue -> new Health.Issue(issue.codeAsString(), issue.message()))
                .toList());
  }

  private static ClusterObserved observed(Cluster cluster) {
    return new ClusterObserved(
        cluster.arn(),
        cluster.endpoint(),
        cluster.version(),
        cluster.resourcesVpcConfig().clusterSecurityGroupId());
  }
}
