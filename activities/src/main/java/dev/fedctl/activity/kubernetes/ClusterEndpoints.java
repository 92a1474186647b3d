package dev.fedctl.activity.kubernetes;

import dev.fedctl.contract.activity.ClusterRef;

/** Finds a cluster's API: EKS DescribeCluster. */
public interface ClusterEndpoints {

  /**
   * Throws a failure of the kinds of this house: what AWS says is translated by who implements it.
   * A cluster that has no endpoint yet is EVENTUAL.
   */
  Endpoint find(ClusterRef cluster);

  /**
   * Whether the cluster is one in which anything can stand. It is none when EKS has no such
   * cluster, has not made it yet, could not make it, or is deleting it. A cluster that does not
   * answer is no proof of that.
   */
  boolean stands(ClusterRef cluster);
}
