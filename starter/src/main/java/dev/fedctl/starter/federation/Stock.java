package dev.fedctl.starter.federation;

import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.contract.workflow.ObservationWorkflow.Search;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.render.Removed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What stands of a federation in AWS, by its tags alone: before its removal, and after. The
 * workflow is not asked, so what it has forgotten is counted too. A removal does not fail for a
 * look that does: then nothing is counted, and a warning says why.
 */
public final class Stock {

  private final Observer observer;
  private final Request everything;
  private final Consumer<String> warnings;

  /**
   * @param home its home region
   * @param regions where to look; none: everywhere
   */
  public Stock(
      Observer observer,
      String federation,
      String home,
      List<String> regions,
      Consumer<String> warnings) {
    this.observer = observer;
    this.everything = Request.identity(federation, home).searching(Search.EVERYTHING, regions);
    this.warnings = warnings;
  }

  /** What stands now. */
  public Optional<Inventory> take() {
    try {
      Inventory seen = look().inventory();
      seen.unseen()
          .forEach(closed -> warnings.accept("not counted, because it is closed: " + closed));
      return Optional.of(seen);
    } catch (CommandFailure failed) {
      warnings.accept("not counted by tags: " + failed.getMessage());
      return Optional.empty();
    }
  }

  /** The same, with who the worker is; fails when the look does. */
  public Observation look() {
    return observer.look(everything);
  }

  /** What has become of what was found; empty when now nobody can say. */
  public Optional<Removed> since(Inventory before) {
    return take().map(after -> Removed.between(before, after));
  }
}
