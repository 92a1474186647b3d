package dev.fedctl.sandbox.world;

import java.util.Optional;

/**
 * What Service Quotas allow; what is absent is not limited.
 *
 * @param clustersPerRegion EKS quota L-1194D53C, 100 in a fresh account
 * @param nodeGroupsPerCluster EKS quota L-6D54EA21, 30 in a fresh account
 * @param roles IAM quota L-FE177D64, 1,000 in a fresh account
 */
public record Quotas(
    Optional<Integer> clustersPerRegion,
    Optional<Integer> nodeGroupsPerCluster,
    Optional<Integer> roles) {

  public static Quotas none() {
    return new Quotas(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether one more is one too many. */
  public static boolean isReached(Optional<Integer> quota, int present) {
    return quota.filter(limit -> present >= limit).isPresent();
  }
}
