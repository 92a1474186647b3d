package dev.fedctl.workflow;

import dev.fedctl.contract.failure.FailureKind.Treatment;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.plan.Step;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one step has gone through so far. Only {@link Steps} changes it. */
final class StepState {

  private final Step step;
  private final String id;
  private final Repairs repairs;
  private State state = State.PENDING;
  private @Nullable Instant startedAt;
  private @Nullable Instant waitStartedAt;
  private @Nullable Instant endedAt;
  private @Nullable Instant expectedEnd;
  private @Nullable ParkedStep parked;
  private int looks;

  StepState(Step step, String scope) {
    this.step = step;
    this.id = step.id(scope);
    this.repairs = new Repairs(id);
  }

  String id() {
    return id;
  }

  Repairs repairs() {
    return repairs;
  }

  void start(Instant now) {
    if (startedAt == null) {
      startedAt = now;
    }
    parked = null;
    state = State.RUNNING;
  }

  void wait(Instant since, Instant until) {
    if (waitStartedAt == null) {
      waitStartedAt = since;
    }
    expectedEnd = until;
    if (parked == null) {
      state = State.WAITING;
    }
  }

  void block() {
    state = State.BLOCKED;
  }

  void unblock() {
    state = State.RUNNING;
  }

  void looked(int times) {
    looks += times;
  }

  void end(State how, Instant now) {
    state = how;
    endedAt = now;
    parked = null;
  }

  /** An operator has it tried again; what can be mended is, whoever has to have cured the cause. */
  void retry(Instant now) {
    if (parked != null) {
      repairs.beginAsTold(parked.facts(), now);
    }
    goOn();
  }

  /** What it was parked for is over. */
  void goOn() {
    parked = null;
    state = State.RUNNING;
  }

  /** Parked in the run before; its own code has not begun in this one. */
  void restore(ParkedStep why) {
    park(why);
    startedAt = why.since();
  }

  /** Parked, and not to be tried before an operator has said so. */
  boolean isLeftToAnOperator() {
    return state == State.PARKED
        && parked != null
        && parked.facts().kind().treatment() != Treatment.RETRY_LISTED;
  }

  void park(ParkedStep why) {
    state = State.PARKED;
    parked = why;
  }

  boolean isRunning() {
    return state == State.RUNNING || state == State.WAITING;
  }

  Optional<ParkedStep> parked() {
    return Optional.ofNullable(parked);
  }

  StepProgress progress() {
    return new StepProgress(
        id,
        step.title(),
        state,
        Optional.ofNullable(startedAt),
        Optional.ofNullable(waitStartedAt),
        Optional.ofNullable(endedAt),
        Optional.ofNullable(expectedEnd),
        looks,
        repairs.all());
  }
}
