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
 */
public record FailureFacts(
    FailureKind kind,
    String message,
    Optional<String> code,
    Optional<String> requestId,
    String advice,
    Optional<String> specPath) {

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
}
