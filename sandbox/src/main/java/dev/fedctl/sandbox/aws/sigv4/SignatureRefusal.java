package dev.fedctl.sandbox.aws.sigv4;

/** Why a signature is not accepted. Each protocol has its own code for it. */
public enum SignatureRefusal {
  MISSING("Request is missing Authentication Token"),
  INCOMPLETE("The signature is incomplete or malformed"),
  UNKNOWN_KEY("The security token included in the request is invalid."),
  EXPIRED_TOKEN("The security token included in the request is expired"),
  WRONG_SCOPE("Credential should be scoped to a valid region and to the service that is called."),
  TIME("Signature not yet current or expired: the date is more than 5 minutes off"),
  MISMATCH(
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method.");

  private final String message;

  SignatureRefusal(String message) {
    this.message = message;
  }

  public String message() {
    return message;
  }
}
