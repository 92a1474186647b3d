package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.iam.RoleRemovals;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Deletes findings, one by one. What something still holds is left, and said; nothing is forced.
 */
final class Disposal {

  /** What AWS answers of a thing that something else still needs or has. */
  private static final Set<String> HELD =
      Set.of(
          "DependencyViolation",
          "InvalidNetworkInterface.InUse",
          "VolumeInUse",
          "ResourceInUse",
          "OperationNotPermitted",
          "OperationAbortedException",
          "IncorrectState");

  /** EC2 has no code of its own for a network interface that is in use, only these words. */
  private static final String IN_USE = "is currently in use";

  private final AwsClients aws;

  Disposal(AwsClients aws) {
    this.aws = aws;
  }

  /** Deletes it; what holds it, when it cannot go. */
  Optional<String> delete(Finding one) {
    try {
      Found.unlessGone(call(one));
      return Optional.empty();
    } catch (AwsServiceException e) {
      if (isHeld(e)) {
        return Optional.of(e.awsErrorDetails().errorMessage());
      }
      throw e;
    } catch (ApplicationFailure e) {
      FailureFacts facts = Failures.facts(e);
      return Optional.of(facts.message());
    }
  }

  private static boolean isHeld(AwsServiceException e) {
    return e.awsErrorDetails() != null
        && (HELD.contains(e.awsErrorDetails().errorCode())
            || String.valueOf(e.awsErrorDetails().errorMessage()).contains(IN_USE));
  }

  private Supplier<Object> call(Finding one) {
    String id = one.id();
    String region = one.region();
    return switch (one.kind()) {
      case LOAD_BALANCER ->
          () -> aws.elasticLoadBalancing(region).deleteLoadBalancer(r -> r.loadBalancerArn(id));
      case TARGET_GROUP ->
          () -> aws.elasticLoadBalancing(region).deleteTargetGroup(r -> r.targetGroupArn(id));
      case NETWORK_INTERFACE ->
          () -> aws.ec2(region).deleteNetworkInterface(r -> r.networkInterfaceId(id));
      case SECURITY_GROUP -> () -> aws.ec2(region).deleteSecurityGroup(r -> r.groupId(id));
      case VOLUME -> () -> aws.ec2(region).deleteVolume(r -> r.volumeId(id));
      case LOG_GROUP -> () -> aws.logs(region).deleteLogGroup(r -> r.logGroupName(id));
      case LAUNCH_TEMPLATE ->
          () -> aws.ec2(region).deleteLaunchTemplate(r -> r.launchTemplateId(id));
      case ROLE ->
          () -> {
            RoleRemovals.delete(aws.iam(Regions.partition(region)), id);
            return one;
          };
      case CLUSTER ->
          throw new IllegalArgumentException("the end of " + one.text() + " is a work of its own");
    };
  }
}
