package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.ClusterObserved;
import dev.fedctl.contract.activity.EksActivities.ClusterRemoval;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessConfigResponse;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** Control planes, found by their exact name, which is unique in an account and region. */
final class Clusters {

  private final AwsClients aws;

  Clusters(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(ClusterRequest request) {
    Found<Cluster> found = Found.orCreated(() -> find(request.cluster()), () -> create(request));
    return found.isNew() ? StepOutcome.CREATED : converge(found.thing(), request);
  }

  Look<ClusterObserved> look(ClusterWait wait) {
    String what = Words.text(wait.cluster());
    Cluster cluster = find(wait.cluster()).orElseThrow(() -> NotThere.unseen(what, wait.claim()));
    Ownership.require(what, cluster.tags(), wait.claim());
    ClusterStatus status = cluster.status();
    Health health = health(cluster);
    return switch (status) {
      case ACTIVE -> Look.ready(observed(cluster));
      case CREATING, UPDATING, PENDING ->
          Look.notYet(what + " is " + status + health.text(), "see its health in the EKS console");
      case DELETING -> throw Health.going(what, Made.incarnation(cluster.tags()));
      case FAILED ->
          throw wasActive(cluster)
              ? health.failure(what, cluster.statusAsString())
              : health.failure(
                  what,
                  cluster.statusAsString(),
                  Cure.How.REMAKE,
                  Made.incarnation(cluster.tags()));
      case UNKNOWN_TO_SDK_VERSION -> throw health.failure(what, cluster.statusAsString());
    };
  }

  /** EKS tells the endpoint of a cluster from the time on at which it becomes ACTIVE. */
  static boolean wasActive(Cluster cluster) {
    return cluster.endpoint() != null;
  }

  StepOutcome delete(ClusterRemoval removal) {
    String what = Words.text(removal.cluster());
    Optional<Cluster> found = find(removal.cluster());
    if (found.isEmpty()) {
      return StepOutcome.ABSENT;
    }
    Cluster cluster = found.get();
    Ownership.require(what, cluster.tags(), removal.claim());
    return switch (cluster.status()) {
      case ACTIVE, FAILED -> {
        refuseInhabited(removal.cluster());
        Found.unlessGone(
            () ->
                aws.eks(removal.cluster().region())
                    .deleteCluster(r -> r.name(removal.cluster().name())));
        yield StepOutcome.DELETED;
      }
      case DELETING -> StepOutcome.DELETED;
      case CREATING, UPDATING, PENDING -> throw Going.busy(what, cluster.statusAsString());
      case UNKNOWN_TO_SDK_VERSION -> throw health(cluster).failure(what, cluster.statusAsString());
    };
  }

  /** EKS refuses it, too, but does not say which node groups are left. */
  private void refuseInhabited(ClusterRef cluster) {
    List<String> left =
        Found.unlessGone(
                () ->
                    aws
                        .eks(cluster.region())
                        .listNodegroupsPaginator(r -> r.clusterName(cluster.name()))
                        .nodegroups()
                        .stream()
                        .toList())
            .orElse(List.of());
    if (!left.isEmpty()) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.EVENTUAL,
              "%s has node groups left: %s".formatted(Words.text(cluster), String.join(", ", left)),
              "delete those that are not fedctl's, then retry"));
    }
  }

  Look<StepOutcome> lookGone(ClusterWait wait) {
    String what = Words.text(wait.cluster());
    Optional<Cluster> found = find(wait.cluster());
    if (found.isEmpty()) {
      return Look.ready(StepOutcome.ABSENT);
    }
    Cluster cluster = found.get();
    Ownership.require(what, cluster.tags(), wait.claim());
    Health health = health(cluster);
    return switch (cluster.status()) {
      case DELETING -> Going.notYet(what, health);
      case ACTIVE, CREATING, UPDATING, PENDING, FAILED, UNKNOWN_TO_SDK_VERSION ->
          throw health.standing(what, cluster.statusAsString());
    };
  }

  Optional<Cluster> find(ClusterRef cluster) {
    return Found.unlessGone(
        () -> aws.eks(cluster.region()).describeCluster(r -> r.name(cluster.name())).cluster());
  }

  private Cluster create(ClusterRequest request) {
    return aws.eks(request.cluster().region())
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
                    .upgradePolicy(policy -> policy.supportType(SupportType.STANDARD)))
        .cluster();
  }

  private StepOutcome converge(Cluster cluster, ClusterRequest request) {
    requireAlike(cluster, request);
    if (cluster.status() == ClusterStatus.DELETING) {
      throw NotThere.going(Words.text(request.cluster()));
    }
    EksClient eks = aws.eks(request.cluster().region());
    boolean tagged = Tagging.complete(eks, cluster.arn(), cluster.tags(), request.claim());
    StepOutcome opened = open(eks, cluster, request);
    return tagged ? StepOutcome.UPDATED : opened;
  }

  private static StepOutcome open(EksClient eks, Cluster cluster, ClusterRequest request) {
    VpcConfigResponse vpc = cluster.resourcesVpcConfig();
    // What an answer does not tell is as it was asked for.
    if (!Boolean.FALSE.equals(vpc.endpointPublicAccess())
        && !Boolean.FALSE.equals(vpc.endpointPrivateAccess())) {
      return StepOutcome.UNCHANGED;
    }
    return Updates.ifNeeded(
        () ->
            eks.updateClusterConfig(
                r ->
                    r.name(request.cluster().name())
                        .resourcesVpcConfig(
                            both -> both.endpointPublicAccess(true).endpointPrivateAccess(true))));
  }

  /** What cannot be changed on a cluster must be as it is wanted. */
  private static void requireAlike(Cluster cluster, ClusterRequest request) {
    String what = Words.text(request.cluster());
    Ownership.require(what, cluster.tags(), request.claim());
    if (!request.roleArn().equals(cluster.roleArn())) {
      throw Different.by(what, "the role " + cluster.roleArn());
    }
    List<String> subnets = cluster.resourcesVpcConfig().subnetIds();
    if (!new HashSet<>(subnets).equals(new HashSet<>(request.subnetIds()))) {
      throw Different.by(what, "the subnets " + String.join(", ", subnets));
    }
    AccessConfigResponse access = cluster.accessConfig();
    if (access != null && access.authenticationMode() != AuthenticationMode.API) {
      throw Different.by(what, "the access mode " + access.authenticationModeAsString());
    }
  }

  static Health health(Cluster cluster) {
    return cluster.health() == null
        ? Health.none()
        : new Health(
            cluster.health().issues().stream()
                .map(
                    issue ->
                        new Health.Issue(
                            issue.codeAsString(),
                            issue.message(),
                            Treatments.ofCluster(issue.codeAsString())))
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
