package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.ApplicationFailure;

/** The refusal of what is ours, and made in a way that EKS cannot change. */
final class Different {

  private Different() {}

  /**
   * @param by what it was made with instead: {@code the role arn:…}
   */
  static ApplicationFailure by(String what, String by) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.CONFLICT,
            what + " is ours but was made with " + by,
            "delete it, or go back to the spec that it was made from, then retry"));
  }
}
