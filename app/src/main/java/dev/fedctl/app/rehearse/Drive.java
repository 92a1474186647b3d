package dev.fedctl.app.rehearse;

import dev.fedctl.contract.failure.FailureKind.Treatment;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.render.Watcher;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Moves the clock for as long as something goes on, and says the operator's answers. */
final class Drive {

  /** How far the clock runs before the federation is asked whether it has settled. */
  private static final Duration TICK = Duration.ofSeconds(30);

  /** The same once something is parked: an answer is not to come much later than it could. */
  private static final Duration WATCHFUL_TICK = Duration.ofSeconds(5);

  /** How long an answer may take to show an effect before the next one is given. */
  private static final int ANSWER_TICKS = 20;

  /** How long a rehearsal waits for what may go on without an operator. */
  private static final Duration BY_ITSELF = Duration.ofMinutes(30);

  private static final Duration SHORT_TICK = Duration.ofMillis(200);

  /** A clock that has not moved so long in real time is stuck. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final VirtualTemporal temporal;
  private final Watcher watcher;
  private final Deque<Answer> answers;
  private final Supplier<List<String>> busy;

  /**
   * @param busy what may hold the clock
   */
  Drive(
      VirtualTemporal temporal,
      Watcher watcher,
      List<Answer> answers,
      Supplier<List<String>> busy) {
    this.temporal = temporal;
    this.busy = busy;
    this.watcher = watcher;
    this.answers = new ArrayDeque<>(answers);
  }

  /** Until nothing goes on but waiting for an operator, and no answer is left. */
  FederationStatus untilSettled(Workflows workflows) {
    FederationWorkflow federation = workflows.federation();
    StuckClock guard = new StuckClock(STUCK, temporal.now(), busy);
    while (true) {
      FederationStatus status = status(federation, guard);
      watcher.moved(Duration.between(status.startedAt(), temporal.now()), status, workflows);
      if (!isAtRest(status) || mayGoOnByItself(status, temporal.now())) {
        temporal.advance(status.parked().isEmpty() ? TICK : WATCHFUL_TICK);
        guard.moved(temporal.now());
        continue;
      }
      if (isAtItsEnd(status) || answers.isEmpty()) {
        return status;
      }
      give(answers.pop(), federation);
    }
  }

  /** While workers die one after another, none may live long enough to answer. */
  private FederationStatus status(FederationWorkflow federation, StuckClock guard) {
    while (true) {
      try {
        return federation.status();
      } catch (WorkflowNotFoundException gone) {
        throw gone;
      } catch (WorkflowServiceException unanswered) {
        temporal.advance(SHORT_TICK);
        guard.moved(temporal.now());
      }
    }
  }

  /** Tells which answers were not called for. */
  void end() {
    answers.forEach(answer -> watcher.note("answer not needed: " + answer));
  }

  private static boolean isAtRest(FederationStatus status) {
    return switch (status.phase()) {
      case DESTROYED -> true;
      case DESTROYING -> status.settled() && !status.parked().isEmpty();
      case DEPLOYING, COMPLETE, PARTIAL, ABORTED -> status.settled();
    };
  }

  private static boolean isAtItsEnd(FederationStatus status) {
    return status.phase() == Phase.DESTROYED
        || (status.phase() != Phase.DESTROYING
            && status.outcome().filter(Outcome.COMPLETE::equals).isPresent());
  }

  /** What waits for credentials goes on once they work, if it is given the time. */
  private static boolean mayGoOnByItself(FederationStatus status, Instant now) {
    return status.parked().stream()
            .anyMatch(step -> step.facts().kind().treatment() == Treatment.RETRY_LISTED)
        && status.settledAt().filter(at -> now.isBefore(at.plus(BY_ITSELF))).isPresent();
  }

  private void give(Answer answer, FederationWorkflow federation) {
    watcher.note("answer: " + answer);
    FederationStatus before = federation.status();
    answer.giveTo(federation);
    for (int tick = 0; tick < ANSWER_TICKS; tick++) {
      temporal.advance(SHORT_TICK);
      if (!federation.status().equals(before)) {
        return;
      }
    }
    watcher.note("answer without effect: " + answer);
  }
}
