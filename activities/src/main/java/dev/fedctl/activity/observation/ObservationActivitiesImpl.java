package dev.fedctl.activity.observation;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.ObservationActivities;
import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Cluster;

/** {@link ObservationActivities} by EKS and by Karmada. */
public final class ObservationActivitiesImpl implements ObservationActivities {

  private final AwsClients aws;
  private final Placements placements;

  public ObservationActivitiesImpl(AwsClients aws, Placements placements) {
    this.aws = aws;
    this.placements = placements;
  }

  @Override
  public ClustersObserved observeClusters(ClustersQuery query) {
    return new ClustersObserved(
        query.clusters().stream().map(cluster -> standing(cluster, query.federationId())).toList());
  }

  @Override
  public WorkloadsObserved observeWorkloads(WorkloadsQuery query) {
    return new WorkloadsObserved(placements.on(query.karmada(), query.member()));
  }

  private ClusterStanding standing(ClusterRef ref, FederationId federation) {
    return AwsFailures.translating(
        "look at EKS cluster \"%s\" in %s".formatted(ref.name(), ref.region()),
        () ->
            Found.unlessGone(
                    () -> aws.eks(ref.region()).describeCluster(r -> r.name(ref.name())).cluster())
                .map(cluster -> standing(ref, cluster, federation))
                .orElseGet(
                    () ->
                        new ClusterStanding(
                            ref,
                            Ownership.ABSENT,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())));
  }

  private static ClusterStanding standing(
      ClusterRef ref, Cluster cluster, FederationId federation) {
    boolean isOurs = federation.toString().equals(cluster.tags().get(OwnerTags.FEDERATION_ID));
    return new ClusterStanding(
        ref,
        isOurs ? Ownership.OURS : Ownership.FOREIGN,
        Optional.of(cluster.statusAsString()),
        Optional.ofNullable(cluster.version()),
        Optional.ofNullable(cluster.tags().get(OwnerTags.GENERATION)).filter(known -> isOurs));
  }
}
