package dev.fedctl.workflow;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * A federation: makes what its spec says, follows messages, and ends when all is destroyed.
 *
 * <p>Messages only change what is wanted ({@link Decisions}, {@link Orders}); the loop in {@link
 * #run} brings it about ({@link Course}) and shows it ({@link View}).
 */
public final class FederationWorkflowImpl implements FederationWorkflow {

  private final FederationState state;
  private final Course course;
  private final View view;
  private final Decisions decisions;
  private final Orders orders;
  private boolean stale = true;

  @WorkflowInit
  public FederationWorkflowImpl(FederationInput input) {
    List<ParkedStep> parkedBefore = input.memory().map(FederationMemory::parked).orElse(List.of());
    this.state = new FederationState(input);
    this.course = new Course(state, parkedBefore, this::changed);
    this.view = new View(state, course);
    this.decisions = new Decisions(state, course, this::changed);
    this.orders = new Orders(state, course, view, this::changed);
  }

  @Override
  public void run(FederationInput ignored) {
    view.announce();
    while (!state.destroyed) {
      Workflow.await(() -> stale || isTimeForTheNextRun());
      if (isTimeForTheNextRun()) {
        Workflow.continueAsNew(FederationInput.next(memory()));
      }
      stale = false;
      course.goOn();
      view.show();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  /** A history that has grown long is left behind, as soon as nothing hangs on this run. */
  private boolean isTimeForTheNextRun() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        && Workflow.isEveryHandlerFinished()
        && course.canBeLeft();
  }

  /** The loop looks again at what is to be done. */
  private void changed() {
    stale = true;
  }

  @Override
  public void report(ScopeReport report) {
    state.board.post(report);
    state.board.karmada().ifPresent(answering -> state.karmada = answering);
    changed();
  }

  @Override
  public void addMembersBySignal(Received<AddMembers> message) {
    state.inbox.follow(ADD_MEMBERS, message, decisions::add);
    changed();
  }

  @Override
  public void checkAddMembers(Received<AddMembers> message) {
    Inbox.check(message, decisions::check);
  }

  @Override
  public Accepted addMembers(Received<AddMembers> message) {
    return Inbox.answer(message, decisions::add);
  }

  @Override
  public void removeMembersBySignal(Received<RemoveMembers> message) {
    state.inbox.follow(REMOVE_MEMBERS, message, decisions::remove);
    changed();
  }

  @Override
  public void checkRemoveMembers(Received<RemoveMembers> message) {
    Inbox.check(message, decisions::check);
  }

  @Override
  public Accepted removeMembers(Received<RemoveMembers> message) {
    return Inbox.answer(message, decisions::remove);
  }

  @Override
  public void checkApplySpec(Received<ApplySpec> message) {
    Inbox.check(message, decisions::check);
  }

  @Override
  public Accepted applySpec(Received<ApplySpec> message) {
    return Inbox.answer(message, decisions::apply);
  }

  @Override
  public void checkDestroy(Received<Destroy> message) {
    Inbox.check(message, decisions::check);
  }

  @Override
  public Accepted destroy(Received<Destroy> message) {
    return Inbox.answer(message, decisions::destroy);
  }

  @Override
  public void retry(Received<Directive> directive) {
    state.inbox.follow(RETRY, directive, orders::retry);
    changed();
  }

  @Override
  public void checkRetry(Received<Directive> directive) {
    Inbox.check(directive, orders::known);
  }

  @Override
  public Accepted retryByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, orders::retry);
  }

  @Override
  public void skip(Received<Directive> directive) {
    state.inbox.follow(SKIP, directive, orders::skip);
    changed();
  }

  @Override
  public void checkSkip(Received<Directive> directive) {
    Inbox.check(directive, orders::skippable);
  }

  @Override
  public Accepted skipByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, orders::skip);
  }

  @Override
  public void abort(Received<Directive> directive) {
    state.inbox.follow(ABORT, directive, orders::abort);
    changed();
  }

  @Override
  public void checkAbort(Received<Directive> directive) {
    Inbox.check(directive, orders::known);
  }

  @Override
  public Accepted abortByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, orders::abort);
  }

  @Override
  public FederationStatus status() {
    return view.status();
  }

  @Override
  public FederationDocument spec() {
    return state.document();
  }

  @Override
  public Plan plan() {
    return Plan.of(state.document());
  }

  @Override
  public List<StepProgress> progress() {
    return course.steps().progress();
  }

  @Override
  public FederationMemory memory() {
    return state.memory(course.steps().parked());
  }
}
