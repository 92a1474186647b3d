package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.aws.sigv4.SignatureRefusal;

/** The codes under which each protocol refuses a signature. */
final class SignatureErrors {

  private SignatureErrors() {}

  static ServiceError of(ServiceModel model, SignatureRefusal refusal) {
    return switch (model.protocol()) {
      case REST_JSON -> new ServiceError(restJson(refusal), 403, refusal.message());
      case QUERY ->
          new ServiceError(
              query(refusal),
              refusal == SignatureRefusal.INCOMPLETE ? 400 : 403,
              refusal.message());
      case EC2 -> ec2(refusal);
    };
  }

  private static String restJson(SignatureRefusal refusal) {
    return switch (refusal) {
      case MISSING -> "MissingAuthenticationTokenException";
      case INCOMPLETE -> "IncompleteSignatureException";
      case UNKNOWN_KEY -> "UnrecognizedClientException";
      case EXPIRED_TOKEN -> "ExpiredTokenException";
      case WRONG_SCOPE, TIME, MISMATCH -> "InvalidSignatureException";
    };
  }

  private static String query(SignatureRefusal refusal) {
    return switch (refusal) {
      case MISSING -> "MissingAuthenticationToken";
      case INCOMPLETE -> "IncompleteSignature";
      case UNKNOWN_KEY -> "InvalidClientTokenId";
      case EXPIRED_TOKEN -> "ExpiredToken";
      case WRONG_SCOPE, TIME, MISMATCH -> "SignatureDoesNotMatch";
    };
  }

  private static ServiceError ec2(SignatureRefusal refusal) {
    return switch (refusal) {
      case MISSING, INCOMPLETE ->
          new ServiceError("MissingAuthenticationToken", 403, refusal.message());
      case EXPIRED_TOKEN, TIME -> new ServiceError("RequestExpired", 400, "Request has expired.");
      case UNKNOWN_KEY, WRONG_SCOPE, MISMATCH ->
          new ServiceError(
              "AuthFailure", 401, "AWS was not able to validate the provided access credentials");
    };
  }
}
