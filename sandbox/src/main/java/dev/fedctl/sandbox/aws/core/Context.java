package dev.fedctl.sandbox.aws.core;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.world.Partition;
import java.time.Instant;

/** Around one call: where it goes, who makes it, and what it does. */
public record Context(
    OperationModel operation,
    Partition partition,
    String account,
    String region,
    AccessKey caller,
    Effects effects) {

  public Instant now() {
    return effects.now();
  }

  /** An ARN of something that has no region. */
  public String globalArn(String service, String resource) {
    return partition.arn(service, "", account, resource);
  }

  /** An ARN in this call's account and region. */
  public String arn(String service, String resource) {
    return partition.arn(service, region, account, resource);
  }
}
