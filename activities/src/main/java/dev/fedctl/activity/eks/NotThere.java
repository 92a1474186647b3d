package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.temporal.failure.ApplicationFailure;

/** The failures of things that are on their way in or out: worth minutes of patience. */
final class NotThere {

  private NotThere() {}

  /** What was made does not show: not yet, or somebody deleted it. */
  static ApplicationFailure unseen(String what) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.EVENTUAL,
            what + " does not show",
            "see whether somebody deleted it, then retry"));
  }

  /** What was found is going: it is made anew once it is gone. */
  static ApplicationFailure going(String what) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.EVENTUAL,
            what + " is being deleted",
            "wait until it is gone, then retry: it is made anew"));
  }
}
