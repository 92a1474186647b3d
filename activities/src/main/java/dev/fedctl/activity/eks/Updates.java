package dev.fedctl.activity.eks;

import dev.fedctl.contract.activity.StepOutcome;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.eks.model.EksException;

/**
 * Changes of what stands. They carry no token of ours: a change says where to go, not by how much,
 * EKS makes one at a time, and a token that it remembers would keep a second change to the same
 * state, days after somebody undid the first, from being made at all.
 */
final class Updates {

  /** How EKS says that everything is as wanted already. */
  private static final List<String> NOTHING_TO_DO =
      List.of("already at the desired configuration", "no changes needed");

  private Updates() {}

  /** UPDATED, or UNCHANGED when an overlapping attempt was faster. */
  static StepOutcome ifNeeded(Runnable update) {
    try {
      update.run();
      return StepOutcome.UPDATED;
    } catch (EksException e) {
      String message = String.valueOf(e.awsErrorDetails().errorMessage()).toLowerCase(Locale.ROOT);
      if (NOTHING_TO_DO.stream().anyMatch(message::contains)) {
        return StepOutcome.UNCHANGED;
      }
      throw e;
    }
  }
}
