package dev.fedctl.activity.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * AWS's error codes by what they mean. Codes, never bare HTTP status: an unknown operation answers
 * 404 too. Sources: the services' API models and the EC2 API error code reference.
 */
public final class AwsCodes {

  static final Set<String> THROTTLED =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "TooManyRequestsException",
          "RequestLimitExceeded",
          "BandwidthLimitExceeded",
          "SlowDown",
          "PriorRequestNotComplete",
          "EC2ThrottledException",
          "TransactionInProgressException",
          "ProvisionedThroughputExceededException");

  static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "AuthFailure",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "InvalidSignatureException");

  static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "OptInRequired",
          "UnauthorizedException");

  static final Set<String> QUOTA =
      Set.of(
          "ResourceLimitExceededException",
          "LimitExceeded",
          "LimitExceededException",
          "VpcLimitExceeded",
          "AddressLimitExceeded",
          "NatGatewayLimitExceeded",
          "InternetGatewayLimitExceeded",
          "SecurityGroupLimitExceeded",
          "RulesPerSecurityGroupLimitExceeded",
          "VcpuLimitExceeded",
          "TooManyLoadBalancers",
          "TooManyTargetGroups",
          "LaunchTemplateLimitExceeded");

  private static final Set<String> GONE =
      Set.of(
          "ResourceNotFoundException",
          "NotFoundException",
          "NoSuchEntity",
          "InvalidVpcID.NotFound",
          "InvalidSubnetID.NotFound",
          "InvalidGroup.NotFound",
          "InvalidLaunchTemplateName.NotFoundException",
          "InvalidLaunchTemplateId.NotFound",
          "LoadBalancerNotFound",
          "TargetGroupNotFound");

  private static final Set<String> EXISTS =
      Set.of(
          "ResourceInUseException",
          "EntityAlreadyExists",
          "EntityAlreadyExistsException",
          "InvalidLaunchTemplateName.AlreadyExistsException");

  private AwsCodes() {}

  /** What was asked for is not there. */
  public static boolean isGone(AwsServiceException e) {
    return GONE.contains(code(e));
  }

  /** What was to be made is there already. */
  public static boolean isTaken(AwsServiceException e) {
    return EXISTS.contains(code(e));
  }

  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
