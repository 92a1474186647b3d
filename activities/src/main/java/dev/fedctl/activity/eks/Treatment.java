package dev.fedctl.activity.eks;

import dev.fedctl.contract.failure.FailureKind;

/**
 * What is to be done about a health issue of EKS.
 *
 * @param tries how often making the thing anew, with the same input, is worth a try before an
 *     operator is asked
 * @param advice what an operator can do, as the beginning of a sentence
 */
record Treatment(FailureKind kind, int tries, String advice) {

  /** The budget of a thing: after so many tries the cause is none that passes. */
  private static final int BUDGET = 2;

  /** The cause passes by itself. */
  static Treatment passes(String advice) {
    return new Treatment(FailureKind.UNEXPECTED_STATE, BUDGET, advice);
  }

  /** The cause may have passed by now, and a try is slow. */
  static Treatment mayHavePassed(String advice) {
    return new Treatment(FailureKind.UNEXPECTED_STATE, 1, advice);
  }

  /** The same input fails again. */
  static Treatment needsAnotherInput(String advice) {
    return new Treatment(FailureKind.UNEXPECTED_STATE, 0, advice);
  }

  /** Somebody has to put something right first. */
  static Treatment needsSomebody(FailureKind kind, String advice) {
    return new Treatment(kind, 0, advice);
  }
}
