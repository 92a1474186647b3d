package dev.fedctl.contract.spec;

/**
 * The demo workload that proves the federation: nginx, divided evenly over the members.
 *
 * @param replicas in all; 0: no demo
 */
public record DemoSpec(int replicas) {}
