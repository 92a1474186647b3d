package dev.fedctl.workflow;

import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.Operable;
import java.util.List;

/** What the workflows below the federation have in common: a scope, and operators to listen to. */
abstract class ScopeWorkflow implements Operable {

  final Scope scope;
  final Steps steps;

  ScopeWorkflow(String federation, String name, List<Step> steps) {
    this.scope = new Scope(federation, name, steps);
    this.steps = scope.steps();
  }

  @Override
  public final void retry(Directive directive) {
    steps.retry(directive);
  }

  @Override
  public final void skip(Directive directive) {
    steps.skip(directive);
  }

  @Override
  public final void abort(Directive directive) {
    steps.abort(directive);
  }

  @Override
  public final List<StepProgress> progress() {
    return steps.progress();
  }
}
