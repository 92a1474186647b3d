package dev.fedctl.workflow;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind.Treatment;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.contract.plan.Step;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The steps of one workflow. A step that fails for good parks: it waits, without a call, until an
 * operator says retry, skip or abort; the others go on.
 */
final class Steps {

  /** Told after every change that an operator would want to see. */
  interface Listener {
    void changed();
  }

  private enum Verdict {
    RETRY,
    SKIP,
    ABORT
  }

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = Workflow.getLogger(Steps.class);

  private final String scope;
  private final Listener listener;
  private final Map<String, StepState> states = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  /** What is being tried, by step. */
  private final Map<String, CancellationScope> trying = new LinkedHashMap<>();

  private boolean aborted;

  Steps(String scope, List<Step> steps, Listener listener) {
    this.scope = scope;
    this.listener = listener;
    steps.forEach(step -> expect(step, scope));
  }

  /** Announces a step of another scope, unless it is known. */
  void expect(Step step, String inScope) {
    states.putIfAbsent(step.id(inScope), new StepState(step, inScope));
  }

  /** Runs a step until it is done. */
  <T> T run(Step step, Function<StepRun, T> work) {
    return attempt(step, scope, work)
        .orElseThrow(() -> new IllegalStateException(step + " cannot be skipped"));
  }

  /** Starts a step beside others. */
  <T> Promise<T> start(Step step, Function<StepRun, T> work) {
    return Async.function(() -> run(step, work));
  }

  /** Runs a step that an operator may leave out; empty when that happened. */
  <T> Optional<T> offer(Step step, String inScope, Function<StepRun, T> work) {
    return attempt(step, inScope, work);
  }

  /** A step that must not be, because an operator has left out what comes before it. */
  void leaveOut(Step step) {
    known(step, scope).end(State.SKIPPED, StepRun.now());
    listener.changed();
  }

  /** Starts, beside others, a step that an operator may leave out. */
  Promise<Void> startOffer(Step step, Consumer<StepRun> work) {
    return Async.procedure(
        () ->
            offer(
                step,
                scope,
                run -> {
                  work.accept(run);
                  return true;
                }));
  }

  void retry(Directive directive) {
    decide(directive, Verdict.RETRY);
  }

  void skip(Directive directive) {
    decide(directive, Verdict.SKIP);
  }

  /** Gives up this workflow's attempt if one of its steps, or its scope as a whole, is meant. */
  void abort(Directive directive) {
    boolean meansScope =
        directive.target().equals(Directive.ALL) || directive.target().equals(scope);
    if (meansScope || parked().stream().anyMatch(step -> directive.means(step.step()))) {
      LOG.info("aborted by=\"{}\" reason=\"{}\"", directive.actor(), directive.reason());
      giveUp();
    }
  }

  /**
   * Ends the attempt: waits are given up, and a call that is under way is waited for, never left
   * behind to take effect later.
   */
  void giveUp() {
    aborted = true;
    List.copyOf(trying.values()).forEach(CancellationScope::cancel);
  }

  /** Steps that were parked in the run before: they wait for an operator, as they did. */
  void restore(List<ParkedStep> parkedBefore) {
    for (ParkedStep step : parkedBefore) {
      Optional.ofNullable(states.get(step.step())).ifPresent(state -> state.restore(step));
    }
  }

  boolean knows(Directive directive) {
    return states.keySet().stream().anyMatch(directive::means);
  }

  boolean isAborted() {
    return aborted;
  }

  /** Waits for something that another workflow brings about. */
  void awaitOutside(BooleanSupplier arrived) {
    Workflow.await(() -> arrived.getAsBoolean() || aborted);
    if (!arrived.getAsBoolean()) {
      throw new StepAbortedException(scope);
    }
  }

  /** Waits until no step runs any more: before a workflow ends, none may be under way. */
  void awaitQuiet() {
    Workflow.await(() -> !isRunning());
  }

  boolean isRunning() {
    return states.values().stream().anyMatch(StepState::isRunning);
  }

  List<ParkedStep> parked() {
    return states.values().stream().flatMap(state -> state.parked().stream()).toList();
  }

  /** What was mended here, by step. */
  List<Repair> repairs() {
    return states.values().stream().flatMap(state -> state.repairs().all().stream()).toList();
  }

  /** Nothing goes on here but waiting for an operator. */
  boolean isStuck() {
    return !isRunning() && !parked().isEmpty();
  }

  List<StepProgress> progress() {
    return states.values().stream().map(StepState::progress).toList();
  }

  private <T> Optional<T> attempt(Step step, String inScope, Function<StepRun, T> work) {
    StepState state = known(step, inScope);
    while (true) {
      if (aborted) {
        throw abandon(state);
      }
      if (!state.isLeftToAnOperator()) {
        boolean listed = state.parked().isPresent();
        if (!listed) {
          state.start(StepRun.now());
          listener.changed();
        }
        StepRun run = new StepRun(state, step, listener::changed);
        try {
          Optional<T> result = attempt(state, () -> work.apply(run));
          if (result.isPresent()) {
            state.end(State.DONE, StepRun.now());
            listener.changed();
            return result;
          }
        } catch (StepAbortedException other) {
          throw abandon(state);
        } catch (CanceledFailure cancelled) {
          abandon(state);
          throw cancelled;
        } catch (ActivityFailure | ChildWorkflowFailure failure) {
          FailureFacts facts = Failures.facts(failure);
          park(state, step, inScope, facts);
          if (facts.kind().treatment() == Treatment.RETRY_LISTED
              && isWorthAnotherTry(state, listed)) {
            continue;
          }
        }
      }
      switch (verdict(state)) {
        case RETRY -> {
          LOG.info("retrying step \"{}\"", state.id());
          state.retry(StepRun.now());
        }
        case SKIP -> {
          state.end(State.SKIPPED, StepRun.now());
          listener.changed();
          return Optional.empty();
        }
        case ABORT -> throw abandon(state);
      }
    }
  }

  private void park(StepState state, Step step, String inScope, FailureFacts facts) {
    state.park(new ParkedStep(state.id(), inScope, step.isSkippable(), facts, StepRun.now()));
    verdicts.remove(state.id());
    LOG.info(
        "parked step \"{}\" kind={} message=\"{}\"", state.id(), facts.kind(), facts.message());
    listener.changed();
  }

  /**
   * Whether a listed step is to be tried now, and not an operator to be heard. The first try comes
   * at once, for the activity itself waits; when one part of a step succeeds and the next does not,
   * a pause keeps the two from chasing each other.
   */
  private boolean isWorthAnotherTry(StepState state, boolean again) {
    if (again) {
      Promise<Void> pause =
          Workflow.newTimer(
              PAUSE,
              TimerOptions.newBuilder()
                  .setSummary("before " + state.id() + " is tried again")
                  .build());
      Workflow.await(() -> pause.isCompleted() || isDecided(state));
    }
    return !isDecided(state);
  }

  /**
   * Tries once, in a scope of its own: a wait, and an activity that is tried again without end, are
   * given up when an operator decides.
   *
   * @return empty when an operator has decided
   * @throws CanceledFailure when the whole workflow is cancelled
   */
  private <T> Optional<T> attempt(StepState state, Supplier<T> work) {
    CompletablePromise<T> result = Workflow.newPromise();
    CancellationScope scope = Workflow.newCancellationScope(() -> result.complete(work.get()));
    trying.put(state.id(), scope);
    try {
      scope.run();
      return Optional.of(result.get());
    } catch (ActivityFailure | CanceledFailure failure) {
      if (scope.isCancelRequested() && isDecided(state)) {
        return Optional.empty();
      }
      if (scope.isCancelRequested()) {
        throw new CanceledFailure("the workflow is cancelled");
      }
      throw failure;
    } finally {
      trying.remove(state.id());
    }
  }

  private boolean isDecided(StepState state) {
    return aborted || verdicts.containsKey(state.id());
  }

  private Verdict verdict(StepState state) {
    Workflow.await(() -> isDecided(state));
    Verdict verdict = verdicts.remove(state.id());
    return aborted || verdict == null ? Verdict.ABORT : verdict;
  }

  private StepAbortedException abandon(StepState state) {
    state.end(State.ABORTED, StepRun.now());
    listener.changed();
    return new StepAbortedException(state.id());
  }

  private void decide(Directive directive, Verdict verdict) {
    for (ParkedStep step : parked()) {
      if (directive.means(step.step()) && (verdict != Verdict.SKIP || step.skippable())) {
        LOG.info(
            "{} of step \"{}\" by=\"{}\" reason=\"{}\"",
            verdict,
            step.step(),
            directive.actor(),
            directive.reason());
        verdicts.put(step.step(), verdict);
        giveUp(step.step());
      }
    }
  }

  private void giveUp(String step) {
    Optional.ofNullable(trying.get(step)).ifPresent(CancellationScope::cancel);
  }

  private StepState known(Step step, String inScope) {
    StepState state = states.get(step.id(inScope));
    if (state == null) {
      throw new IllegalStateException(step.id(inScope) + " is not in the plan of this workflow");
    }
    return state;
  }
}
