package dev.fedctl.activity.aws;

import static dev.fedctl.contract.failure.FailureKind.DENIED;
import static dev.fedctl.contract.failure.FailureKind.EVENTUAL;
import static dev.fedctl.contract.failure.FailureKind.EXPIRED_CREDENTIALS;
import static dev.fedctl.contract.failure.FailureKind.INTERNAL;
import static dev.fedctl.contract.failure.FailureKind.INVALID_SPEC;
import static dev.fedctl.contract.failure.FailureKind.QUOTA;
import static dev.fedctl.contract.failure.FailureKind.THROTTLED;
import static dev.fedctl.contract.failure.FailureKind.UNAVAILABLE;
import static dev.fedctl.contract.failure.FailureKind.UNEXPECTED_STATE;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.sandbox.aws.model.ModelTables;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eks.model.EksException;

class AwsFailuresTest {

  /** Each error that AWS's models declare for the operations that we call. */
  private static final Map<String, FailureKind> DECLARED =
      Map.ofEntries(
          entry("BadRequestException", INTERNAL),
          entry("ClientException", UNEXPECTED_STATE),
          entry("ConcurrentModification", EVENTUAL),
          entry("DeleteConflict", EVENTUAL),
          entry("EntityAlreadyExists", EVENTUAL),
          entry("HealthUnavailable", UNAVAILABLE),
          entry("InvalidInput", INVALID_SPEC),
          entry("InvalidParameterException", INVALID_SPEC),
          entry("InvalidRequestException", UNEXPECTED_STATE),
          entry("InvalidTarget", UNEXPECTED_STATE),
          entry("LimitExceeded", QUOTA),
          entry("ListenerNotFound", EVENTUAL),
          entry("LoadBalancerNotFound", EVENTUAL),
          entry("MalformedPolicyDocument", INTERNAL),
          entry("NoSuchEntity", EVENTUAL),
          entry("NotFoundException", EVENTUAL),
          entry("OperationNotPermitted", UNEXPECTED_STATE),
          entry("PolicyNotAttachable", INTERNAL),
          entry("ResourceInUse", EVENTUAL),
          entry("ResourceInUseException", EVENTUAL),
          entry("ResourceLimitExceededException", QUOTA),
          entry("ResourceNotFoundException", EVENTUAL),
          entry("RuleNotFound", EVENTUAL),
          entry("ServerException", UNAVAILABLE),
          entry("ServiceFailure", UNAVAILABLE),
          entry("ServiceUnavailableException", UNAVAILABLE),
          entry("TargetGroupNotFound", EVENTUAL),
          entry("ThrottlingException", THROTTLED),
          entry("TrustStoreNotFound", EVENTUAL),
          entry("UnmodifiableEntity", UNEXPECTED_STATE),
          entry("UnsupportedAvailabilityZoneException", INVALID_SPEC),
          entry("UnsupportedProtocol", INTERNAL));

  /** Codes with the HTTP status under which the models have them. */
  static Stream<Map.Entry<String, Integer>> declared() {
    Map<String, Integer> all = new TreeMap<>();
    for (String service : new String[] {"eks", "iam", "ec2", "elbv2", "sts"}) {
      all.putAll(ModelTables.load(service).errors());
    }
    return all.entrySet().stream();
  }

  @Test
  void tableHasTheCodesOfTheModelsAndNoOther() {
    assertThat(declared().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(DECLARED.keySet());
  }

  @ParameterizedTest
  @MethodSource("declared")
  void declaredCodeHasADeliberateKind(Map.Entry<String, Integer> error) {
    assertThat(AwsCodes.kind(error.getKey())).isPresent();
    assertThat(kind(error.getKey(), error.getValue(), "as the test has it"))
        .isEqualTo(DECLARED.get(error.getKey()));
  }

  @ParameterizedTest
  @CsvSource({
    // Common errors of all services.
    "AccessDenied, 403, DENIED",
    "AccessDeniedException, 403, DENIED",
    "NotAuthorized, 400, DENIED",
    "OptInRequired, 403, DENIED",
    "UnauthorizedOperation, 403, DENIED",
    "PendingVerification, 400, DENIED",
    "TagPolicyViolation, 400, DENIED",
    "ExpiredToken, 403, EXPIRED_CREDENTIALS",
    "ExpiredTokenException, 403, EXPIRED_CREDENTIALS",
    "RequestExpired, 400, EXPIRED_CREDENTIALS",
    "InvalidClientTokenId, 403, EXPIRED_CREDENTIALS",
    "UnrecognizedClientException, 403, EXPIRED_CREDENTIALS",
    "AuthFailure, 401, EXPIRED_CREDENTIALS",
    "MissingAuthenticationToken, 403, EXPIRED_CREDENTIALS",
    "IncompleteSignature, 400, EXPIRED_CREDENTIALS",
    "SignatureDoesNotMatch, 403, EXPIRED_CREDENTIALS",
    "InvalidSignatureException, 403, EXPIRED_CREDENTIALS",
    "RequestTimeTooSkewed, 403, EXPIRED_CREDENTIALS",
    "Throttling, 400, THROTTLED",
    "RequestLimitExceeded, 503, THROTTLED",
    "TooManyRequestsException, 429, THROTTLED",
    "InternalFailure, 500, UNAVAILABLE",
    "RequestTimeout, 400, UNAVAILABLE",
    "ServiceUnavailable, 503, UNAVAILABLE",
    "ValidationError, 400, INVALID_SPEC",
    "InvalidAction, 400, INTERNAL",
    "MissingParameter, 400, INTERNAL",
    // EC2's own.
    "VcpuLimitExceeded, 400, QUOTA",
    "InstanceLimitExceeded, 400, QUOTA",
    "VpcLimitExceeded, 400, QUOTA",
    "AddressLimitExceeded, 400, QUOTA",
    "SecurityGroupLimitExceeded, 400, QUOTA",
    "LimitExceededException, 400, QUOTA",
    "TooManyLoadBalancers, 400, QUOTA",
    "InvalidVpcID.NotFound, 400, EVENTUAL",
    "InvalidLaunchTemplateId.VersionNotFound, 400, EVENTUAL",
    "InvalidNatGatewayID.NotFound, 400, EVENTUAL",
    "InvalidVpcId.Malformed, 400, INVALID_SPEC",
    "InvalidLaunchTemplateName.MalformedException, 400, INVALID_SPEC",
    "InvalidParameterValue, 400, INVALID_SPEC",
    "DependencyViolation, 400, EVENTUAL",
    "IdempotentParameterMismatch, 400, UNEXPECTED_STATE",
  })
  void codeThatNoModelDeclaresHasADeliberateKindToo(String code, int status, FailureKind kind) {
    assertThat(kind(code, status, "as the test has it")).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "400, UNEXPECTED_STATE",
    "403, UNEXPECTED_STATE",
    "404, UNEXPECTED_STATE",
    "409, UNEXPECTED_STATE",
    "429, THROTTLED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
  })
  void unknownCodeDoesNotBlameTheSpec(int status, FailureKind kind) {
    assertThat(kind("NeverHeardOf", status, "as the test has it")).isEqualTo(kind);
    assertThat(kind("", status, "as the test has it")).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Role with arn: arn:aws:iam::1:role/a, could not be assumed because it does not exist or"
            + " the trusted entity is not correct",
        "Error in role params",
        "The provided role doesn't have the Amazon EKS Managed Policies associated with it.",
        "Following required service principals [ec2.amazonaws.com] were not found in the trust"
            + " relationships of nodeRole arn:aws:iam::1:role/a"
      })
  void roleThatEksDoesNotSeeYetIsEventual(String message) {
    assertThat(kind("InvalidParameterException", 400, message)).isEqualTo(EVENTUAL);
  }

  @Test
  void clusterThatIsBeingChangedIsEventual() {
    assertThat(kind("InvalidRequestException", 400, "Cluster 'a' is not in ACTIVE status, it is …"))
        .isEqualTo(EVENTUAL);
  }

  @Test
  void failureHasAllThatAnOperatorNeeds() {
    FailureFacts facts = facts("AccessDeniedException", 403, "eks:CreateCluster: not you");

    assertThat(facts.kind()).isEqualTo(DENIED);
    assertThat(facts.message())
        .isEqualTo("ensure a thing: eks:CreateCluster: not you (AccessDeniedException)");
    assertThat(facts.code()).contains("AccessDeniedException");
    assertThat(facts.requestId()).contains("request-1");
    assertThat(facts.advice()).contains("permission");
  }

  @Test
  void noCredentialsAreExpiredOnes() {
    SdkException none =
        SdkClientException.create("Unable to load credentials from any of the providers");

    assertThat(AwsFailures.facts("ensure a thing", none).kind()).isEqualTo(EXPIRED_CREDENTIALS);
  }

  @Test
  void noAnswerIsUnavailable() {
    assertThat(AwsFailures.facts("ensure a thing", SdkClientException.create("reset")).kind())
        .isEqualTo(UNAVAILABLE);
  }

  private static FailureKind kind(String code, int status, String message) {
    return facts(code, status, message).kind();
  }

  private static FailureFacts facts(String code, int status, String message) {
    return AwsFailures.facts(
        "ensure a thing",
        (SdkException)
            EksException.builder()
                .statusCode(status)
                .requestId("request-1")
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build());
  }
}
