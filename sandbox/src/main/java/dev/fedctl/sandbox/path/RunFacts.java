package dev.fedctl.sandbox.path;

import java.util.List;
import java.util.Optional;

/**
 * What a run has made and what still stands, as far as the critical path depends on it.
 *
 * @param karmada absent when no API server of Karmada was made
 */
public record RunFacts(List<Role> roles, List<Cluster> clusters, Optional<Karmada> karmada) {

  /**
   * An IAM role.
   *
   * @param policies the names of the managed policies attached to it
   */
  public record Role(String arn, String name, List<String> policies) {}

  /**
   * An EKS cluster that stands or will.
   *
   * @param principals whom its access entries of type STANDARD let in
   * @param worker the one of them that makes the requests to its API
   * @param selfManaged whether EKS itself brings the network, not an add-on
   */
  public record Cluster(
      String name,
      String roleArn,
      List<NodeGroup> nodeGroups,
      List<Addon> addons,
      List<String> principals,
      Optional<String> worker,
      boolean selfManaged) {}

  public record NodeGroup(String name, String roleArn) {}

  /**
   * @param needsNodes whether it is made of replicas that need a node
   */
  public record Addon(String name, boolean needsNodes) {}

  /**
   * Karmada with its host.
   *
   * @param service namespace and name of the Service with the load balancer
   * @param claims names of etcd's claims; one for each member of etcd
   * @param deployments names in its namespace of the host
   * @param definitions names of its custom resource definitions
   * @param apiService whether the Cluster API is registered
   * @param members names of its Cluster objects
   */
  public record Karmada(
      String host,
      String namespace,
      Optional<String> service,
      List<String> claims,
      List<String> deployments,
      List<String> definitions,
      boolean apiService,
      List<String> members,
      List<Workload> workloads) {}

  /**
   * A Deployment that Karmada gives to members.
   *
   * @param members those that got a copy
   */
  public record Workload(String namespace, String name, List<String> members) {}
}
