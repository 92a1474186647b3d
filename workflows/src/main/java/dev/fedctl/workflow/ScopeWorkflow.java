package dev.fedctl.workflow;

import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.Operable;
import dev.fedctl.contract.workflow.Yielding;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** What the workflows below the federation have in common: a scope, and operators to listen to. */
abstract class ScopeWorkflow implements Yielding {

  private static final Logger LOG = Workflow.getLogger(ScopeWorkflow.class);

  final Scope scope;
  final Steps steps;
  private boolean yielding;

  /** {@code stage}: what the scope is in while this runs. */
  ScopeWorkflow(String federation, String name, Stage stage, List<Step> steps) {
    this.scope = new Scope(federation, name, stage, steps);
    this.steps = scope.steps();
  }

  /**
   * Does the work of this run. It ends early when an operator gives it up, when the next run of
   * this scope takes its place, and when it is cancelled; in every case no call is left under way.
   *
   * @return whether it came to its end
   */
  final boolean carryOut(Functions.Proc work) {
    boolean complete = false;
    try {
      work.apply();
      complete = true;
    } catch (StepAbortedException aborted) {
      steps.awaitQuiet();
      if (!yielding) {
        scope.reach(Stage.ABORTED);
      }
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(this::endCancelled).run();
      throw cancelled;
    }
    scope.awaitReported();
    return complete;
  }

  private void endCancelled() {
    steps.awaitQuiet();
    scope.reach(Stage.ABORTED);
    scope.awaitReported();
  }

  /** Whether the next run of this scope waits for this one to end. */
  final boolean isYielding() {
    return yielding;
  }

  @Override
  public void yieldToNext() {
    yielding = true;
    steps.giveUp();
  }

  @Override
  public void tell() {
    scope.report();
  }

  @Override
  public final void retry(Received<Directive> directive) {
    follow(Operable.RETRY, directive, steps::retry);
  }

  @Override
  public final void skip(Received<Directive> directive) {
    follow(Operable.SKIP, directive, steps::skip);
  }

  @Override
  public final void abort(Received<Directive> directive) {
    follow(Operable.ABORT, directive, steps::abort);
  }

  private void follow(String signal, Received<Directive> directive, Consumer<Directive> steps) {
    try {
      steps.accept(directive.read());
    } catch (InvalidMessageException wrong) {
      LOG.warn("signal \"{}\" not followed: {}", signal, wrong.getMessage());
      scope.refuse(signal, wrong);
    }
  }

  @Override
  public final List<StepProgress> progress() {
    return steps.progress();
  }
}
