package dev.fedctl.activity.kubernetes;

import dev.fedctl.contract.activity.ClusterRef;

/** Finds a cluster's API: EKS DescribeCluster. */
@FunctionalInterface
public interface ClusterEndpoints {

  /**
   * Throws a failure of the kinds of this house: what AWS says is translated by who implements it.
   * A cluster that has no endpoint yet is EVENTUAL.
   */
  Endpoint find(ClusterRef cluster);
}
