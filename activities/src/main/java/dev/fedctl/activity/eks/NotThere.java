package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** The failures of things that are on their way in or out: worth minutes of patience. */
final class NotThere {

  private NotThere() {}

  /**
   * What was made does not show: not yet, or somebody deleted it. At an operator's word it is made
   * in the next incarnation, for AWS may remember the token of this one.
   */
  static ApplicationFailure unseen(String what, Claim claim) {
    return Waits.failure(
        FailureFacts.of(
                FailureKind.EVENTUAL,
                what + " does not show",
                "see whether somebody deleted it, then retry: it is made anew")
            .curedBy(Optional.of(new Cure(Cure.How.REMAKE, claim.incarnation(), 0))));
  }

  /** What was found is going: it is made anew once it is gone, which may take EKS a while. */
  static ApplicationFailure going(String what) {
    return Waits.busy(
        what + " is being deleted", "wait until it is gone, then retry: it is made anew");
  }
}
