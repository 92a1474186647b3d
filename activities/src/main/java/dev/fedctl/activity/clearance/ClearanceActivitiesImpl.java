package dev.fedctl.activity.clearance;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.ClearanceActivities;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.StepOutcome;

/** {@link ClearanceActivities}: whose the cluster is, EKS says; the rest its own API. */
public final class ClearanceActivitiesImpl implements ClearanceActivities {

  private final AwsClients aws;
  private final ClusterApis clusters;

  public ClearanceActivitiesImpl(AwsClients aws, ClusterApis clusters) {
    this.aws = aws;
    this.clusters = clusters;
  }

  @Override
  public Awaited<StepOutcome> awaitCleared(ClearanceWait wait) {
    refuseForeign(wait);
    return Waits.settle(
        wait.patience(),
        clusters
            .useWhileReachable(
                wait.cluster(), Clearance::look, why -> Look.ready(StepOutcome.UNREACHED))
            .orElseGet(() -> Look.ready(StepOutcome.ABSENT)));
  }

  private void refuseForeign(ClearanceWait wait) {
    ClusterRef cluster = wait.cluster();
    String what = "EKS cluster \"%s\" in %s".formatted(cluster.name(), cluster.region());
    AwsFailures.translating(
        "look at " + what,
        () -> {
          Found.unlessGone(
                  () ->
                      aws.eks(cluster.region())
                          .describeCluster(r -> r.name(cluster.name()))
                          .cluster())
              .ifPresent(found -> Ownership.require(what, found.tags(), wait.claim()));
          return wait;
        });
  }
}
