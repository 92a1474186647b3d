package dev.fedctl.activity.aws;

import dev.fedctl.activity.Attempt;
import dev.fedctl.activity.Redacted;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one translator of what AWS clients throw. */
public final class AwsFailures {

  private static final Logger LOG = LoggerFactory.getLogger(AwsFailures.class);

  /**
   * What EKS says while it does not see a fresh role yet (and says, too, when the role is wrong for
   * good): worth some minutes of patience.
   */
  private static final List<String> ROLE_NOT_VISIBLE =
      List.of(
          "does not exist",
          "error in role params",
          "role could not be assumed",
          "doesn't have the amazon eks managed policies",
          "iam role's policy must include",
          "were not found in the trust relationships",
          "not assumable");

  /** What EKS says of what is to be added to a cluster while an update of it is under way. */
  private static final String CLUSTER_NOT_ACTIVE = "not in active status";

  private AwsFailures() {}

  /**
   * Runs {@code body}; what it throws comes out as a failure of the kinds of this house.
   *
   * @param attempted what is attempted on what: {@code create cluster "a" in eu-north-1}
   */
  public static <T> T translating(String attempted, Supplier<T> body) {
    try {
      return body.get();
    } catch (TemporalFailure e) {
      throw e;
    } catch (SdkException e) {
      throw translate(attempted, e);
    } catch (RuntimeException e) {
      // Its message may hold anything: the history gets none of it, the log what is no secret.
      LOG.error("unexpected failure of {}: {}", attempted, Redacted.trace(e));
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.INTERNAL,
              "%s: %s".formatted(attempted, e.getClass().getSimpleName()),
              "look at the worker's log, report it, then retry"));
    }
  }

  /** The failure that treats this exception as its kind demands. */
  public static RuntimeException translate(String attempted, SdkException e) {
    return Waits.failure(facts(attempted, e));
  }

  /** The same, of an attempt that is not yet on its thread. */
  public static RuntimeException translate(String attempted, SdkException e, Attempt attempt) {
    return Waits.failure(facts(attempted, e), attempt);
  }

  static FailureFacts facts(String attempted, SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      FailureKind kind = kind(service);
      return new FailureFacts(
          kind,
          "%s: %s".formatted(attempted, words(service)),
          Optional.of(AwsCodes.code(service)),
          Optional.ofNullable(service.requestId()),
          advice(kind),
          Optional.empty());
    }
    FailureKind kind =
        e instanceof SdkClientException client && isWithoutCredentials(client)
            ? FailureKind.EXPIRED_CREDENTIALS
            : FailureKind.UNAVAILABLE;
    String what =
        kind == FailureKind.EXPIRED_CREDENTIALS ? "no AWS credentials" : "AWS does not answer";
    return FailureFacts.of(kind, "%s: %s".formatted(attempted, what), advice(kind));
  }

  private static FailureKind kind(AwsServiceException e) {
    if (isPassing(e)) {
      return FailureKind.EVENTUAL;
    }
    return AwsCodes.kind(AwsCodes.code(e)).orElseGet(() -> ofUnknown(e.statusCode()));
  }

  /** A code that nobody listed says nothing about the spec, so it does not blame it. */
  private static FailureKind ofUnknown(int status) {
    if (status == 429) {
      return FailureKind.THROTTLED;
    }
    return status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.UNEXPECTED_STATE;
  }

  private static boolean isPassing(AwsServiceException e) {
    String message = String.valueOf(e.awsErrorDetails().errorMessage()).toLowerCase(Locale.ROOT);
    return switch (AwsCodes.code(e)) {
      case "InvalidParameterException" -> ROLE_NOT_VISIBLE.stream().anyMatch(message::contains);
      case "InvalidRequestException" -> message.contains(CLUSTER_NOT_ACTIVE);
      default -> false;
    };
  }

  private static boolean isWithoutCredentials(SdkClientException e) {
    return String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  private static String words(AwsServiceException e) {
    return "%s (%s)".formatted(e.awsErrorDetails().errorMessage(), AwsCodes.code(e));
  }

  private static String advice(FailureKind kind) {
    return switch (kind) {
      case THROTTLED, UNAVAILABLE -> "nothing: it goes on by itself when AWS answers again";
      case EXPIRED_CREDENTIALS ->
          "renew the worker's credentials, and see that its clock is right; it goes on by itself";
      case WRONG_ACCOUNT -> "give the worker credentials of the federation's account";
      case EVENTUAL, NOT_READY -> "see why AWS does not show it, then retry";
      case DENIED -> "give the worker's role the permission, then retry";
      case QUOTA -> "raise the quota or free some of it, then retry";
      case CONFLICT -> "remove what stands there, if it may go, then retry";
      case INVALID_SPEC -> "mend what AWS refuses, then retry";
      case UNEXPECTED_STATE -> "look at it in the AWS console, then retry";
      case INTERNAL -> "look at the worker's log, report it, then retry";
    };
  }
}
