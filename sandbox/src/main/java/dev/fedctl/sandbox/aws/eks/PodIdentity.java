package dev.fedctl.sandbox.aws.eks;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A service account's role.
 *
 * @param ownerArn the add-on that it belongs to
 * @param tags may change
 */
record PodIdentity(
    String id,
    String arn,
    String namespace,
    String serviceAccount,
    String roleArn,
    Optional<String> ownerArn,
    Instant createdAt,
    Instant visibleFrom,
    Map<String, String> tags) {

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleFrom);
  }
}
