package dev.fedctl.activity.identity;

import dev.fedctl.activity.Attempt;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;

/** What a worker of another account is told. */
final class WrongAccount {

  private WrongAccount() {}

  /** Fails with WRONG_ACCOUNT unless the worker is of the federation's account. */
  static void refuse(String home, String worker, Attempt attempt) {
    if (!home.equals(worker)) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.WRONG_ACCOUNT,
              "the federation lives in account %s, and the worker's credentials are of %s"
                  .formatted(home, worker),
              "give the worker credentials of account " + home + "; it goes on by itself"),
          attempt);
    }
  }
}
