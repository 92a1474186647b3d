package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import io.temporal.failure.ApplicationFailure;

/** What the removal of a thing of EKS finds before it is gone. */
final class Going {

  private Going() {}

  /** EKS is still at something with it, and deletes nothing meanwhile. */
  static ApplicationFailure busy(String what, String state) {
    return Waits.busy(
        what + " is " + state + ": EKS deletes it only afterwards",
        "wait until EKS is done with it, then retry");
  }

  static <T> Look<T> notYet(String what, Health health) {
    return Look.notYet(
        what + " is DELETING" + health.text(), "see in the EKS console what holds it up");
  }
}
