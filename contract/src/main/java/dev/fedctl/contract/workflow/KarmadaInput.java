package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.spec.KarmadaSpec;

/** A Karmada control plane to be installed on a cluster. */
public record KarmadaInput(
    FederationContext context, ClusterRef host, NetworkObserved network, KarmadaSpec karmada) {}
