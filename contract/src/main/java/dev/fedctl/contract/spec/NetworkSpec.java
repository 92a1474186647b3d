package dev.fedctl.contract.spec;

/** The network of a cluster. */
public record NetworkSpec(VpcSpec vpc) {}
