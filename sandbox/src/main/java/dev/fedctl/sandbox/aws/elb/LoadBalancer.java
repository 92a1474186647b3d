package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.cloud.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Network Load Balancer with its one listener.
 *
 * @param namedAt when its controller writes the DNS name down
 * @param activeAt when its state is active
 * @param resolvesAt when its DNS name does
 * @param badState the state that a fault wants instead of active
 * @param tags may change
 */
record LoadBalancer(
    String arn,
    String name,
    String dnsName,
    ClusterId cluster,
    String region,
    String vpcId,
    boolean internal,
    List<Placement> placements,
    int port,
    Instant createdAt,
    Instant visibleFrom,
    Instant namedAt,
    Instant activeAt,
    Instant resolvesAt,
    Optional<String> badState,
    String listenerArn,
    Map<String, String> tags) {

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleFrom);
  }

  String state(Instant now) {
    return now.isBefore(activeAt) ? "provisioning" : badState.orElse("active");
  }

  /** When clients reach what is behind it. */
  Instant answersAt() {
    return activeAt.isAfter(resolvesAt) ? activeAt : resolvesAt;
  }
}
