package dev.fedctl.activity.aws;

import dev.fedctl.contract.failure.FailureKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * AWS's error codes by what they mean. Codes, never bare HTTP status: an unknown operation answers
 * 404 too. Sources: the services' API models, "Error codes for the Amazon EC2 API" and the common
 * errors of IAM, EKS and Elastic Load Balancing.
 */
public final class AwsCodes {

  /** What was asked for is not there. */
  private static final List<String> GONE =
      List.of(
          "ResourceNotFoundException",
          "NotFoundException",
          "NoSuchEntity",
          "InvalidVpcID.NotFound",
          "InvalidSubnetID.NotFound",
          "InvalidGroup.NotFound",
          "InvalidNetworkInterfaceID.NotFound",
          "InvalidVolume.NotFound",
          "InvalidLaunchTemplateName.NotFoundException",
          "InvalidLaunchTemplateId.NotFound",
          "LoadBalancerNotFound",
          "TargetGroupNotFound",
          "ListenerNotFound",
          "RuleNotFound",
          "TrustStoreNotFound");

  /** What was to be made is there already; EKS says it, too, while something is being changed. */
  private static final List<String> TAKEN =
      List.of(
          "ResourceInUseException",
          "EntityAlreadyExists",
          "EntityAlreadyExistsException",
          "InvalidLaunchTemplateName.AlreadyExistsException");

  private static final Map<String, FailureKind> KINDS = kinds();

  private AwsCodes() {}

  private static Map<String, FailureKind> kinds() {
    Map<String, FailureKind> kinds = new LinkedHashMap<>();
    put(kinds, FailureKind.EVENTUAL, GONE);
    put(kinds, FailureKind.EVENTUAL, TAKEN);
    put(
        kinds,
        FailureKind.EVENTUAL,
        List.of(
            "ConcurrentModification",
            "ConcurrentModificationException",
            "ConcurrentTagAccess",
            "InvalidLaunchTemplateId.VersionNotFound",
            "DeleteConflict",
            "DependencyViolation",
            "ResourceInUse"));
    put(
        kinds,
        FailureKind.THROTTLED,
        List.of(
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
            "ProvisionedThroughputExceededException"));
    put(
        kinds,
        FailureKind.UNAVAILABLE,
        List.of(
            "ServerException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "ServiceFailure",
            "ServerInternal",
            "InternalError",
            "InternalFailure",
            "InternalServerException",
            "Unavailable",
            "HealthUnavailable",
            "RequestTimeout",
            "RequestTimeoutException"));
    put(
        kinds,
        FailureKind.EXPIRED_CREDENTIALS,
        List.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed"));
    put(
        kinds,
        FailureKind.DENIED,
        List.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "UnauthorizedException",
            "NotAuthorized",
            "OptInRequired",
            "Blocked",
            "PendingVerification",
            "AccountDisabled",
            "TagPolicyViolation"));
    put(
        kinds,
        FailureKind.QUOTA,
        List.of("TooManyLoadBalancers", "TooManyTargetGroups", "InsufficientAddressCapacity"));
    put(
        kinds,
        FailureKind.INVALID_SPEC,
        List.of(
            "InvalidParameterException",
            "InvalidParameter",
            "InvalidParameterValue",
            "InvalidInput",
            "ValidationError",
            "ValidationException",
            "UnsupportedAvailabilityZoneException"));
    put(
        kinds,
        FailureKind.UNEXPECTED_STATE,
        List.of(
            // "Invalid given the state of the cluster", says EKS of the first.
            "InvalidRequestException",
            "ClientException",
            "InvalidStateException",
            "IdempotentParameterMismatch",
            "UnmodifiableEntity",
            "OperationNotPermitted",
            "InvalidTarget",
            "UnsupportedOperation"));
    put(
        kinds,
        FailureKind.INTERNAL,
        // No spec can cause these: the request itself is wrong.
        List.of(
            "BadRequestException",
            "FilterLimitExceeded",
            "InvalidAction",
            "InvalidCharacter",
            "InvalidPaginationToken",
            "InvalidParameterCombination",
            "InvalidParameterDependency",
            "InvalidQueryParameter",
            "MalformedPolicyDocument",
            "MalformedQueryString",
            "MissingAction",
            "MissingParameter",
            "PolicyNotAttachable",
            "SerializationException",
            "UnknownOperationException",
            "UnknownParameter",
            "UnsupportedProtocol"));
    return Map.copyOf(kinds);
  }

  private static void put(
      Map<String, FailureKind> kinds, FailureKind kind, Iterable<String> codes) {
    codes.forEach(code -> kinds.put(code, kind));
  }

  /** What was asked for is not there. */
  public static boolean isGone(AwsServiceException e) {
    return GONE.contains(code(e));
  }

  /** What was to be made is there already. */
  public static boolean isTaken(AwsServiceException e) {
    return TAKEN.contains(code(e));
  }

  /** The kind of a code, if it or its form is known. */
  static Optional<FailureKind> kind(String code) {
    FailureKind listed = KINDS.get(code);
    if (listed != null) {
      return Optional.of(listed);
    }
    // The forms in which EC2 names what each of its many kinds of things lacks.
    if (code.endsWith("LimitExceeded") || code.endsWith("LimitExceededException")) {
      return Optional.of(FailureKind.QUOTA);
    }
    if (code.endsWith(".NotFound")) {
      return Optional.of(FailureKind.EVENTUAL);
    }
    return code.endsWith(".Malformed") || code.endsWith(".MalformedException")
        ? Optional.of(FailureKind.INVALID_SPEC)
        : Optional.empty();
  }

  static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }
}
