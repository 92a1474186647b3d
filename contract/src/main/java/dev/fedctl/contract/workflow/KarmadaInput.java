package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.spec.KarmadaSpec;

/**
 * A Karmada control plane to be installed on a cluster.
 *
 * @param again whether an earlier run may have been told how far its host is
 * @param hostReady whether the host stands: nothing of it has to be waited for
 */
public record KarmadaInput(
    FederationContext context,
    ClusterRef host,
    NetworkObserved network,
    KarmadaSpec karmada,
    boolean again,
    boolean hostReady) {}
