package dev.fedctl.contract.workflow;

import dev.fedctl.contract.spec.NetworkSpec;
import dev.fedctl.contract.spec.NodesSpec;
import java.util.Optional;

/**
 * One EKS cluster to be built.
 *
 * @param home the federation's network and instance types; a cluster with a place of its own finds
 *     its own
 * @param own where this cluster differs from the federation
 * @param hostsKarmada whether it is the parent
 */
public record ClusterInput(
    FederationContext context,
    String name,
    String region,
    NodesSpec nodes,
    ClusterPlace home,
    Optional<NetworkSpec> own,
    boolean hasOwnPlace,
    boolean hostsKarmada) {}
