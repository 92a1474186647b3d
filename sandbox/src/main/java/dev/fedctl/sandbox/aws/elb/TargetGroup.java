package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.cloud.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A target group whose targets are the nodes of a cluster.
 *
 * @param healthyAfter from the time at which the node port answers
 * @param checksFrom when health checks begin
 * @param tags may change
 */
record TargetGroup(
    String arn,
    String name,
    String loadBalancerArn,
    ClusterId cluster,
    String region,
    String vpcId,
    int nodePort,
    Duration healthyAfter,
    Instant checksFrom,
    Map<String, String> tags) {}
