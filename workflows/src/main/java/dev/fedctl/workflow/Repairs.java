package dev.fedctl.workflow;

import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.message.Repair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was mended of one step's thing, and what is being mended. A repair stands here from its
 * decision to its end, so that a step that fails in between goes on with it.
 */
final class Repairs {

  /**
   * A repair that is under way.
   *
   * @param cause why, in a word or two, for summaries
   */
  record Mend(Cure cure, String cause) {}

  private final String step;
  private final List<Repair> all = new ArrayList<>();
  private int incarnation = 1;
  private int byItself;
  private @Nullable Mend underWay;

  Repairs(String step) {
    this.step = step;
  }

  /** Of all that was mended, the oldest first. */
  List<Repair> all() {
    return List.copyOf(all);
  }

  /** In which the thing is made, or was made last. */
  int incarnation() {
    return incarnation;
  }

  Optional<Mend> underWay() {
    return Optional.ofNullable(underWay);
  }

  /** Begins a repair unless there is no cure, or it has been tried as often as it is worth. */
  boolean begin(FailureFacts facts, Instant now) {
    Optional<Cure> cure = facts.cure().filter(known -> byItself < known.times());
    cure.ifPresent(
        known -> {
          byItself++;
          note(facts, known, false, now);
        });
    return cure.isPresent();
  }

  /** The same at an operator's word, who has cured the cause: fedctl may try anew, too. */
  void beginAsTold(FailureFacts facts, Instant now) {
    facts
        .cure()
        .ifPresent(
            known -> {
              byItself = 0;
              note(facts, known, true, now);
            });
  }

  /** What was begun is done. */
  void end() {
    if (underWay != null && underWay.cure().how() == Cure.How.REMAKE) {
      incarnation = Math.max(incarnation, underWay.cure().incarnation()) + 1;
    }
    underWay = null;
  }

  private void note(FailureFacts facts, Cure cure, boolean byOperator, Instant now) {
    underWay = new Mend(cure, facts.code().orElse(facts.kind().name()));
    all.add(
        new Repair(
            step, cure.how(), facts.message(), facts.code(), cure.incarnation(), byOperator, now));
  }
}
