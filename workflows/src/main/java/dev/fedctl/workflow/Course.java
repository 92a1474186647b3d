package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.DEMO;
import static dev.fedctl.contract.plan.Step.REMOVE_REST;
import static dev.fedctl.contract.plan.Step.REMOVE_ROLES;
import static dev.fedctl.contract.plan.Step.SWEEP;

import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.SweepActivities.Swept;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.spec.MemberSpec;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/**
 * Brings about what is wanted: compares it with what is, and sets the difference going. It may be
 * asked to at any time, and does nothing that is being done already.
 */
final class Course {

  private final FederationState state;
  private final Runnable changed;
  private final Signals signals = new Signals();
  private final Dispatch dispatch;
  private Steps steps;
  private Promise<Void> own = Workflow.newPromise((Void) null);
  private boolean busy;

  /** {@code parkedBefore}: the federation's own parked steps, as the run before left them. */
  Course(FederationState state, List<ParkedStep> parkedBefore, Runnable changed) {
    this.state = state;
    this.changed = changed;
    this.dispatch = new Dispatch(state.fleet, state.board, state.roster, signals, changed);
    this.steps = ownSteps();
    steps.restore(parkedBefore);
  }

  /** The federation's own steps. */
  Steps steps() {
    return steps;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /** Nothing hangs on this run: another one can go on. */
  boolean canBeLeft() {
    return !steps.isRunning() && !dispatch.isStarting() && signals.areSettled();
  }

  /** Sets going what is to be and is not. */
  void goOn() {
    if (own.isCompleted()) {
      own.get();
    }
    if (state.destroyed) {
      return;
    }
    takeLeave();
    if (state.destroying) {
      destroyInOrder();
    } else if (state.prepared == null) {
      alone(this::prepare);
    } else {
      dispatch.build(state.prepared, Optional.ofNullable(state.karmada));
      if (isDemoDue()) {
        alone(this::prove);
      }
    }
  }

  /** Drops what the federation itself is doing, to begin it anew with what is known now. */
  void beginAnew() {
    Steps before = steps;
    steps = ownSteps();
    before.giveUp();
    Workflow.await(() -> !busy);
  }

  /** The demo runs once no member is under way, and again when other members are ready since. */
  boolean isDemoDue() {
    return state.karmada != null
        && state.document().hasDemo()
        && !state.fleet.isAnythingDue()
        && !dispatch.isStarting()
        && state.board.isAtRest()
        && state.demonstration.isDue(state.document(), state.board.readyMembers());
  }

  /** One thing of the federation's own at a time. */
  private void alone(Runnable work) {
    if (busy || steps.isAborted()) {
      return;
    }
    busy = true;
    own =
        Async.procedure(
            () -> {
              try {
                work.run();
              } catch (StepAbortedException aborted) {
                steps.awaitQuiet();
              } finally {
                busy = false;
                changed.run();
              }
            });
  }

  private void prepare() {
    state.prepared =
        new Preparations(
                state.document(),
                state.generation,
                state.account(),
                steps,
                found -> state.caller = found)
            .prepare();
  }

  private void prove() {
    KarmadaRef karmada = state.karmada;
    if (karmada != null) {
      state.demonstration.run(
          steps, state.owner(), karmada, state.document(), state.board.readyMembers());
    }
  }

  private void takeLeave() {
    for (MemberSpec member : state.roster.leaving()) {
      if (!state.fleet.isLeaving(member.name()) || state.board.isRemoved(member.name())) {
        forget(member.name());
        state.roster.hasLeft(member.name());
      }
    }
  }

  /** Members and Karmada first, then what they stood on, then what all of them needed. */
  private void destroyInOrder() {
    if (busy) {
      return;
    }
    if (state.caller == null) {
      state.destroyed = true;
      return;
    }
    List.of(Scopes.KARMADA, state.document().parentName()).stream()
        .filter(state.board::isRemoved)
        .forEach(this::forget);
    dispatch.removeMembers(state.owner(), Optional.empty());
    dispatch.removeKarmada(state.owner());
    if (!state.fleet.isLeaving(Scopes.KARMADA)) {
      dispatch.removeParent(state.owner());
    }
    if (state.fleet.isEmpty()) {
      alone(this::finish);
    }
  }

  /** What nobody knew of is begun with; then roles go; then nothing may be left. */
  private void finish() {
    if (takeIn(steps.run(REMOVE_REST, run -> Sweep.first(run, state)))) {
      return;
    }
    String partition = state.identity().partition();
    steps.offer(
        REMOVE_ROLES, Scopes.FEDERATION, run -> Roles.remove(run, state.owner(), partition));
    state.destroyed = !takeIn(steps.run(SWEEP, run -> Sweep.last(run, state)));
  }

  /**
   * Clusters of ours that stand although nobody knew of them, are to go like the others: those of
   * one life after those of another, because a claim is of one life.
   */
  private boolean takeIn(Swept swept) {
    swept.generation().ifPresent(generation -> state.generation = generation);
    for (Finding cluster : swept.clusters()) {
      if (cluster.generation().filter(state.generation::equals).isEmpty()) {
        continue;
      }
      if (cluster.name().equals(state.document().parentName())) {
        state.fleet.takeBack(Scopes.KARMADA);
      } else {
        state.roster.found(cluster.name(), cluster.region());
      }
      state.fleet.takeBack(cluster.name());
    }
    return !swept.clusters().isEmpty();
  }

  private void forget(String scope) {
    state.fleet.forget(scope);
    state.board.forget(scope);
  }

  private Steps ownSteps() {
    List<Step> planned = state.destroying ? Plan.ofFederationRemoval() : Plan.ofFederation();
    Steps fresh = new Steps(Scopes.FEDERATION, planned, changed::run);
    if (!state.destroying && state.document().hasDemo()) {
      fresh.expect(DEMO, Scopes.DEMO);
    }
    return fresh;
  }
}
