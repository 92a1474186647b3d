package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.aws.sigv4.SignatureRefusal;
import java.time.Duration;

/** How each protocol looks at signatures, and the codes under which it refuses them. */
final class SignatureErrors {

  private SignatureErrors() {}

  /** How far the date of a signature may be off. */
  static Duration skew(ServiceModel model) {
    return Duration.ofMinutes(model.protocol() == ServiceModel.Protocol.QUERY ? 15 : 5);
  }

  static ServiceError of(ServiceModel model, SignatureRefusal refusal) {
    return switch (model.protocol()) {
      case REST_JSON, AWS_JSON -> json(refusal);
      case QUERY -> query(refusal);
      case EC2 -> ec2(refusal);
    };
  }

  private static ServiceError json(SignatureRefusal refusal) {
    String code =
        switch (refusal.kind()) {
          case MISSING -> "MissingAuthenticationTokenException";
          case INCOMPLETE -> "IncompleteSignatureException";
          case UNKNOWN_KEY -> "UnrecognizedClientException";
          case EXPIRED_TOKEN -> "ExpiredTokenException";
          case WRONG_SCOPE, TIME, MISMATCH -> "InvalidSignatureException";
        };
    boolean missing = refusal.kind() == SignatureRefusal.Kind.MISSING;
    return new ServiceError(
        code, 403, missing ? "Missing Authentication Token" : refusal.message());
  }

  private static ServiceError query(SignatureRefusal refusal) {
    return switch (refusal.kind()) {
      case MISSING -> new ServiceError("MissingAuthenticationToken", 403, refusal.message());
      case INCOMPLETE -> new ServiceError("IncompleteSignature", 400, refusal.message());
      case UNKNOWN_KEY -> new ServiceError("InvalidClientTokenId", 403, refusal.message());
      case EXPIRED_TOKEN -> new ServiceError("ExpiredToken", 403, refusal.message());
      case WRONG_SCOPE, TIME, MISMATCH ->
          new ServiceError("SignatureDoesNotMatch", 403, refusal.message());
    };
  }

  // EC2 says of a wrong clock what it says of a wrong secret; only a session that is over has a
  // code of its own.
  private static ServiceError ec2(SignatureRefusal refusal) {
    return switch (refusal.kind()) {
      case MISSING -> new ServiceError("MissingAuthenticationToken", 403, refusal.message());
      case INCOMPLETE -> new ServiceError("IncompleteSignature", 400, refusal.message());
      case EXPIRED_TOKEN -> new ServiceError("RequestExpired", 400, "Request has expired.");
      case UNKNOWN_KEY, WRONG_SCOPE, TIME, MISMATCH ->
          new ServiceError(
              "AuthFailure", 401, "AWS was not able to validate the provided access credentials");
    };
  }
}
