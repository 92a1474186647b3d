package dev.fedctl.contract.activity;

import java.util.List;

/**
 * A VPC as it stands.
 *
 * @param nodeSubnets where control planes and nodes go: private ones with a way out when there are
 *     any, else public ones that map public addresses; at least two zones
 * @param publicSubnets one per zone, for an internet-facing load balancer
 * @param privateSubnets one per zone, for an internal load balancer
 */
public record NetworkObserved(
    String vpcId,
    List<Subnet> nodeSubnets,
    List<Subnet> publicSubnets,
    List<Subnet> privateSubnets) {

  public NetworkObserved {
    nodeSubnets = List.copyOf(nodeSubnets);
    publicSubnets = List.copyOf(publicSubnets);
    privateSubnets = List.copyOf(privateSubnets);
  }

  /** A subnet and its availability zone. */
  public record Subnet(String id, String zone) {}
}
