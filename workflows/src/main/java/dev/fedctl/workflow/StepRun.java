package dev.fedctl.workflow;

import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.workflow.ActivityProfiles.Expiry;
import dev.fedctl.workflow.Repairs.Mend;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** One run of a step: what its code gets to know and to say. */
final class StepRun {

  private static final Logger LOG = Workflow.getLogger(StepRun.class);

  private final StepState state;
  private final Step step;
  private final Runnable changed;
  private Instant since;

  StepRun(StepState state, Step step, Runnable changed) {
    this.changed = changed;
    this.state = state;
    this.step = step;
    this.since = now();
  }

  /** The step's id: also the logical id of what it makes. */
  String id() {
    return state.id();
  }

  /** The intent to have what the step makes, in the incarnation that is its turn. */
  Claim claim(Owner owner) {
    return owner.claim(id()).inIncarnation(state.repairs().incarnation());
  }

  /**
   * Makes something and waits for it. What fails in a way that has a cure is mended, as often as
   * the cure is worth; the last failure comes through. A repair that was begun is ended first: a
   * step that parked in the middle of one goes on there.
   *
   * @param cure what mends it; may itself fail
   */
  <T> T mending(Supplier<T> make, Consumer<Mend> cure) {
    Repairs repairs = state.repairs();
    while (true) {
      repairs
          .underWay()
          .ifPresent(
              mend -> {
                cure.accept(mend);
                repairs.end();
              });
      try {
        return make.get();
      } catch (ActivityFailure failure) {
        FailureFacts facts = Failures.facts(failure);
        if (!repairs.begin(facts, now())) {
          throw failure;
        }
        LOG.info("repairing step \"{}\" message=\"{}\"", id(), facts.message());
        changed.run();
      }
    }
  }

  /** The activities for one look, or one find. */
  <T> T look(Class<T> activities, String summary) {
    return ActivityProfiles.look(activities, summary, expiry());
  }

  /** The activities for one ensure or delete. */
  <T> T change(Class<T> activities, String summary) {
    return ActivityProfiles.change(activities, summary, expiry());
  }

  /** The activities for an ensure of many objects, or one that downloads first. */
  <T> T bulkChange(Class<T> activities, String summary) {
    return ActivityProfiles.bulkChange(activities, summary, expiry());
  }

  private Expiry expiry() {
    return state.parked().isPresent() ? Expiry.ENDURED : Expiry.TOLD;
  }

  /** What is waited for was only now set going. */
  StepRun settingGoing() {
    goesOn();
    since = now();
    return this;
  }

  /** An activity has succeeded: nothing holds the step up any more. */
  private void goesOn() {
    if (state.parked().isPresent()) {
      state.goOn();
      changed.run();
    }
  }

  /** Goes on only when another step has ended; meanwhile this one does not count as running. */
  void after(Runnable otherStep) {
    state.block();
    changed.run();
    otherStep.run();
    state.unblock();
    changed.run();
    since = now();
  }

  /** Waits as long as the step usually takes. */
  <T> T await(Function<Patience, Awaited<T>> look) {
    return await(step.expected(), look);
  }

  /** Waits for a part of the step that usually takes {@code expected}. */
  <T> T await(Duration expected, Function<Patience, Awaited<T>> look) {
    Patience patience = Patience.of(since, expected);
    state.wait(since, since.plus(expected));
    Awaited<T> awaited = look.apply(patience);
    state.looked(awaited.looks());
    goesOn();
    return awaited.value();
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
