package dev.fedctl.contract.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.fedctl.contract.identity.FederationId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Optional;

/** What stands, for people to read before they decide. Nothing is changed. */
@ActivityInterface
public interface ObservationActivities {

  /** Finds which of the clusters stand, in what state, and whose they are. */
  @ActivityMethod(name = "ObserveClusters")
  ClustersObserved observeClusters(ClustersQuery query);

  /** Finds the workloads that Karmada has placed on a member, and where else each of them runs. */
  @ActivityMethod(name = "ObserveWorkloads")
  WorkloadsObserved observeWorkloads(WorkloadsQuery query);

  /** Clusters by exact name. */
  record ClustersQuery(FederationId federationId, List<ClusterRef> clusters) {}

  /** One answer for each cluster that was asked for, in the same order. */
  record ClustersObserved(List<ClusterStanding> clusters) {}

  /**
   * How a cluster stands.
   *
   * @param status as EKS writes it, as {@code ACTIVE}; absent when there is none
   * @param generation the life of the federation that made it; absent when it is not ours
   */
  record ClusterStanding(
      ClusterRef cluster,
      Ownership ownership,
      Optional<String> status,
      Optional<String> kubernetesVersion,
      Optional<String> generation) {}

  /** Whose something is. */
  enum Ownership {
    ABSENT,
    /** It carries the tags of this federation, of any generation. */
    OURS,
    FOREIGN
  }

  /** The workloads on one member. */
  record WorkloadsQuery(KarmadaRef karmada, String member) {}

  /** By namespace, kind and name. */
  record WorkloadsObserved(List<PlacedWorkload> workloads) {}

  /**
   * A workload that Karmada has placed.
   *
   * @param clusters where it runs, the member that was asked for included
   */
  record PlacedWorkload(String kind, String namespace, String name, List<String> clusters) {

    public PlacedWorkload {
      clusters = List.copyOf(clusters);
    }

    /** Whether it is nowhere else: without the member it is gone. */
    @JsonIgnore
    public boolean isOnlyThere() {
      return clusters.size() == 1;
    }
  }
}
