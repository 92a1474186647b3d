package dev.fedctl.contract.workflow;

/** How a cluster ended: {@code complete} is false when an operator aborted it. */
public record ClusterResult(boolean complete) {}
