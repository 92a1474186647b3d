package dev.fedctl.app.rehearse;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Looks on while a rehearsal runs. */
public interface Watcher {

  /**
   * The clock has moved.
   *
   * @param elapsed since the start, by the sandbox's clock
   * @param progress the steps of all workflows; asking costs a query each
   */
  void moved(Duration elapsed, FederationStatus status, Supplier<List<StepProgress>> progress);

  /** Something worth a line. */
  void note(String line);
}
