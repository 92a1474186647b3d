package dev.fedctl.activity.aws;

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
    String code = AwsCodes.code(e);
    if (AwsCodes.THROTTLED.contains(code) || e.statusCode() == 429) {
      return FailureKind.THROTTLED;
    }
    if (AwsCodes.CREDENTIALS.contains(code)) {
      return FailureKind.EXPIRED_CREDENTIALS;
    }
    if (AwsCodes.DENIED.contains(code)) {
      return FailureKind.DENIED;
    }
    if (AwsCodes.QUOTA.contains(code)) {
      return FailureKind.QUOTA;
    }
    if (e.statusCode() >= 500) {
      return FailureKind.UNAVAILABLE;
    }
    // What is asked for was made, or found, moments ago: it will show.
    if (AwsCodes.isGone(e)) {
      return FailureKind.EVENTUAL;
    }
    if (AwsCodes.isTaken(e) || code.equals("ConcurrentModification")) {
      return FailureKind.EVENTUAL;
    }
    if (code.equals("InvalidParameterException") && isRoleNotVisible(e)) {
      return FailureKind.EVENTUAL;
    }
    return switch (code) {
      case "IdempotentParameterMismatch", "InvalidStateException" -> FailureKind.UNEXPECTED_STATE;
      default -> e.statusCode() >= 400 ? FailureKind.INVALID_SPEC : FailureKind.INTERNAL;
    };
  }

  private static boolean isRoleNotVisible(AwsServiceException e) {
    String message = String.valueOf(e.awsErrorDetails().errorMessage()).toLowerCase(Locale.ROOT);
    return ROLE_NOT_VISIBLE.stream().anyMatch(message::contains);
  }

  private static boolean isWithoutCredentials(SdkClientException e) {
    return String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  private static String words(AwsServiceException e) {
    return AwsCodes.code(e) + ": " + e.awsErrorDetails().errorMessage();
  }

  private static String advice(FailureKind kind) {
    return switch (kind) {
      case THROTTLED, UNAVAILABLE -> "nothing: it goes on by itself when AWS answers again";
      case EXPIRED_CREDENTIALS -> "renew the worker's credentials; it goes on by itself";
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
