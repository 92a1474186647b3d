package dev.fedctl.sandbox.aws.elb;

/** A subnet in its zone, as a load balancer stands in it. */
public record Placement(String zone, String subnetId) {}
