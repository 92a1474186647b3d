package dev.fedctl.contract.failure;

import java.util.Optional;

/**
 * What an operator needs to know of a failure. Never holds a secret.
 *
 * @param message what was attempted, on what, and what came back, in one sentence
 * @param code the vendor's error code
 * @param requestId the vendor's id of the request
 * @param advice what the operator can do
 * @param specPath the place in the spec file that asks for what cannot be, as {@code
 *     spec.network.vpc.name}
 * @param cure what mends it without another input, if anything does
 */
public record FailureFacts(
    FailureKind kind,
    String message,
    Optional<String> code,
    Optional<String> requestId,
    String advice,
    Optional<String> specPath,
    Optional<Cure> cure) {

  public FailureFacts {
    // Histories of earlier releases know of no cures.
    cure = cure == null ? Optional.empty() : cure;
  }

  /** Facts of something that nothing mends but a person. */
  public FailureFacts(
      FailureKind kind,
      String message,
      Optional<String> code,
      Optional<String> requestId,
      String advice,
      Optional<String> specPath) {
    this(kind, message, code, requestId, advice, specPath, Optional.empty());
  }

  public static FailureFacts of(FailureKind kind, String message, String advice) {
    return new FailureFacts(
        kind, message, Optional.empty(), Optional.empty(), advice, Optional.empty());
  }

  /** Facts that the spec asks for something that cannot be. */
  public static FailureFacts invalidSpec(String specPath, String message, String advice) {
    return new FailureFacts(
        FailureKind.INVALID_SPEC,
        message,
        Optional.empty(),
        Optional.empty(),
        advice,
        Optional.of(specPath));
  }

  /** The same in other words. */
  public FailureFacts saying(String words) {
    return new FailureFacts(kind, words, code, requestId, advice, specPath, cure);
  }

  /** The same, of something that can be mended. */
  public FailureFacts curedBy(Optional<Cure> known) {
    return new FailureFacts(kind, message, code, requestId, advice, specPath, known);
  }
}
