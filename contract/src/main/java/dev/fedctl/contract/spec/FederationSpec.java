package dev.fedctl.contract.spec;

import java.util.Optional;

/**
 * What a federation is to be.
 *
 * @param region the AWS region of the parent, and of members that name none
 * @param kubernetesVersion major.minor; absent: EKS's own default, resolved once
 * @param network where clusters live that name no network of their own
 * @param nodes the worker nodes of each cluster that names none of its own
 * @param access who besides the worker may use the clusters
 */
public record FederationSpec(
    String region,
    Optional<String> kubernetesVersion,
    NetworkSpec network,
    NodesSpec nodes,
    AccessSpec access,
    KarmadaSpec karmada,
    MembersSpec members,
    DemoSpec demo) {

  public FederationSpec {
    int etcd = karmada.etcd().replicas();
    if (nodes.count() < etcd) {
      throw new InvalidSpecException(
          "nodes.count",
          "%d is too few: each of %d etcd members needs a node of its own; at least %d"
              .formatted(nodes.count(), etcd, etcd));
    }
    int apiServers = karmada.apiServer().replicas();
    if (nodes.count() < apiServers) {
      throw new InvalidSpecException(
          "nodes.count",
          "%d is too few: each of %d Karmada API servers needs a node of its own; at least %d"
              .formatted(nodes.count(), apiServers, apiServers));
    }
  }
}
