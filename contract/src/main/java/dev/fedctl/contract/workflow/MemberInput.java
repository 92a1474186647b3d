package dev.fedctl.contract.workflow;

import java.util.Map;

/**
 * A member cluster to be built and joined.
 *
 * @param labels of its Cluster object in Karmada
 */
public record MemberInput(ClusterInput cluster, Map<String, String> labels) {}
