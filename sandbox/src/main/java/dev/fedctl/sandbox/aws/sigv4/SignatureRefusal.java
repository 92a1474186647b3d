package dev.fedctl.sandbox.aws.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Why a signature is not accepted. Each protocol has its own code for it.
 *
 * @param message AWS's words
 */
public record SignatureRefusal(Kind kind, String message) {

  /** What is wrong. */
  public enum Kind {
    MISSING,
    INCOMPLETE,
    UNKNOWN_KEY,
    EXPIRED_TOKEN,
    WRONG_SCOPE,
    TIME,
    MISMATCH
  }

  public static final SignatureRefusal MISSING =
      new SignatureRefusal(Kind.MISSING, "Request is missing Authentication Token");
  public static final SignatureRefusal INCOMPLETE =
      new SignatureRefusal(
          Kind.INCOMPLETE, "The request signature does not conform to AWS standards");
  public static final SignatureRefusal UNKNOWN_KEY =
      new SignatureRefusal(
          Kind.UNKNOWN_KEY, "The security token included in the request is invalid.");
  public static final SignatureRefusal EXPIRED_TOKEN =
      new SignatureRefusal(
          Kind.EXPIRED_TOKEN, "The security token included in the request is expired");
  static final SignatureRefusal MISMATCH =
      new SignatureRefusal(
          Kind.MISMATCH,
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Signed for a region that AWS does not have. */
  public static SignatureRefusal region(String region) {
    return new SignatureRefusal(
        Kind.WRONG_SCOPE, "Credential should be scoped to a valid region, not '" + region + "'.");
  }

  /** Signed for another service than the one that is called. */
  public static SignatureRefusal service(String called) {
    return new SignatureRefusal(
        Kind.WRONG_SCOPE, "Credential should be scoped to correct service: '" + called + "'.");
  }

  /** Signed too long ago or too far ahead. */
  static SignatureRefusal time(Instant signed, Instant now, Duration skew) {
    boolean past = signed.isBefore(now);
    return new SignatureRefusal(
        Kind.TIME,
        (past
                ? "Signature expired: %s is now earlier than %s (%s - %d min.)"
                : "Signature not yet current: %s is still later than %s (%s + %d min.)")
            .formatted(
                DATE.format(signed),
                DATE.format(past ? now.minus(skew) : now.plus(skew)),
                DATE.format(now),
                skew.toMinutes()));
  }
}
