package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import java.util.function.Supplier;

/** EKS, one class per noun behind it. */
public final class EksActivitiesImpl implements EksActivities {

  private final Versions versions;
  private final Clusters clusters;
  private final Access access;
  private final LaunchTemplates launchTemplates;
  private final NodeGroups nodeGroups;
  private final Addons addons;
  private final AccessReview review;

  public EksActivitiesImpl(AwsClients aws, AccessReview review) {
    this.versions = new Versions(aws);
    this.clusters = new Clusters(aws);
    this.access = new Access(aws);
    this.launchTemplates = new LaunchTemplates(aws);
    this.nodeGroups = new NodeGroups(aws);
    this.addons = new Addons(aws);
    this.review = review;
  }

  @Override
  public KubernetesVersion findKubernetesVersion(VersionQuery query) {
    return AwsFailures.translating(
        "find Kubernetes versions in " + query.region(), () -> versions.find(query));
  }

  @Override
  public StepOutcome ensureCluster(ClusterRequest request) {
    return AwsFailures.translating(
        "ensure " + Words.text(request.cluster()), () -> clusters.ensure(request));
  }

  @Override
  public Awaited<ClusterObserved> awaitCluster(ClusterWait wait) {
    return settle(
        "look at " + Words.text(wait.cluster()), wait.patience(), () -> clusters.look(wait));
  }

  @Override
  public StepOutcome ensureAccess(AccessRequest request) {
    return AwsFailures.translating(
        "ensure access to " + Words.text(request.cluster()), () -> access.ensure(request));
  }

  @Override
  public Awaited<ClusterRef> awaitAccess(ClusterWait wait) {
    return settle(
        "look at the access to " + Words.text(wait.cluster()),
        wait.patience(),
        () ->
            review
                .obstacle(wait.cluster())
                .<Look<ClusterRef>>map(
                    obstacle ->
                        Look.notYet(
                            Words.text(wait.cluster()) + ": " + obstacle,
                            "see the cluster's access entries, then retry"))
                .orElseGet(() -> Look.ready(wait.cluster())));
  }

  @Override
  public LaunchTemplateObserved ensureLaunchTemplate(LaunchTemplateRequest request) {
    return AwsFailures.translating(
        "ensure launch template \"" + request.name() + "\"", () -> launchTemplates.ensure(request));
  }

  @Override
  public StepOutcome ensureNodeGroup(NodeGroupRequest request) {
    return AwsFailures.translating(
        "ensure the nodes of " + Words.text(request.cluster()), () -> nodeGroups.ensure(request));
  }

  @Override
  public Awaited<NodeGroupObserved> awaitNodeGroup(NodeGroupWait wait) {
    return settle(
        "look at the nodes of " + Words.text(wait.cluster()),
        wait.patience(),
        () -> nodeGroups.look(wait));
  }

  @Override
  public StepOutcome ensureAddon(AddonRequest request) {
    return AwsFailures.translating(
        "ensure add-on \"%s\" of %s".formatted(request.addon(), Words.text(request.cluster())),
        () -> addons.ensure(request));
  }

  @Override
  public Awaited<AddonObserved> awaitAddon(AddonWait wait) {
    return settle(
        "look at add-on \"%s\" of %s".formatted(wait.addon(), Words.text(wait.cluster())),
        wait.patience(),
        () -> addons.look(wait));
  }

  @Override
  public StepOutcome deleteNodeGroup(NodeGroupRemoval removal) {
    return AwsFailures.translating(
        "delete the nodes of " + Words.text(removal.cluster()), () -> nodeGroups.delete(removal));
  }

  @Override
  public Awaited<StepOutcome> awaitNodeGroupGone(NodeGroupWait wait) {
    return settle(
        "look at the nodes of " + Words.text(wait.cluster()),
        wait.patience(),
        () -> nodeGroups.lookGone(wait));
  }

  @Override
  public StepOutcome deleteCluster(ClusterRemoval removal) {
    return AwsFailures.translating(
        "delete " + Words.text(removal.cluster()), () -> clusters.delete(removal));
  }

  @Override
  public Awaited<StepOutcome> awaitClusterGone(ClusterWait wait) {
    return settle(
        "look at " + Words.text(wait.cluster()), wait.patience(), () -> clusters.lookGone(wait));
  }

  @Override
  public StepOutcome deleteLaunchTemplate(LaunchTemplateRemoval removal) {
    return AwsFailures.translating(
        "delete launch template \"" + removal.name() + "\"", () -> launchTemplates.delete(removal));
  }

  private static <T> Awaited<T> settle(
      String attempted, Patience patience, Supplier<Look<T>> look) {
    return AwsFailures.translating(attempted, () -> Waits.settle(patience, look.get()));
  }
}
