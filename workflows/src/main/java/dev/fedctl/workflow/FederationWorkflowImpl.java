package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.DEMO;
import static dev.fedctl.contract.plan.Step.REMOVE_ROLES;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationMemory;
import dev.fedctl.contract.workflow.FederationWorkflow;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A federation: makes what its spec says, follows messages, and ends when all is destroyed.
 *
 * <p>Messages only change what is wanted; the loop in {@link #run} brings it about. What passes to
 * the next run is in {@link #memory}, and nothing else.
 */
public final class FederationWorkflowImpl implements FederationWorkflow {

  private final Roster roster;
  private final Fleet fleet;
  private final Board board;
  private final Inbox inbox;
  private final Signals signals = new Signals();
  private final Dispatch dispatch;
  private final Demonstration demonstration;
  private final String generation;
  private final Instant startedAt;
  private final List<ParkedStep> parkedBefore;
  private Steps steps;
  private @Nullable CallerIdentity caller;
  private @Nullable Preparation prepared;
  private @Nullable KarmadaRef karmada;
  private @Nullable Instant settledAt;
  private Promise<Void> own = Workflow.newPromise((Void) null);
  private boolean busy;
  private boolean stale = true;
  private boolean destroying;
  private boolean destroyed;
  private boolean givenUp;
  private boolean showsParked;
  private String shownPhase = "";

  @WorkflowInit
  public FederationWorkflowImpl(FederationInput input) {
    Optional<FederationMemory> memory = input.memory();
    FederationDocument document = input.document();
    this.roster = memory.map(Roster::of).orElseGet(() -> new Roster(document));
    this.fleet = memory.map(before -> Fleet.of(before.scopes())).orElseGet(Fleet::new);
    this.board =
        new Board(
            document.name(),
            document.parentName(),
            roster::names,
            memory.map(FederationMemory::reports).orElse(List.of()));
    this.inbox = new Inbox(memory.map(FederationMemory::rejections).orElse(List.of()));
    this.generation = memory.map(FederationMemory::generation).orElseGet(Owners::generation);
    this.startedAt = memory.map(FederationMemory::startedAt).orElseGet(StepRun::now);
    this.parkedBefore = memory.map(FederationMemory::parked).orElse(List.of());
    this.dispatch = new Dispatch(fleet, board, roster, signals, this::changed);
    this.demonstration = Demonstration.of(memory);
    memory.ifPresent(this::recall);
    this.steps = ownSteps();
    steps.restore(parkedBefore);
    if (memory.isEmpty()) {
      fleet.build(Scopes.KARMADA);
      fleet.build(document.parentName());
      roster.names().forEach(fleet::build);
    }
  }

  private void recall(FederationMemory memory) {
    caller = memory.caller().orElse(null);
    if (memory.context().isPresent() && memory.home().isPresent()) {
      prepared = new Preparation(memory.document(), memory.context().get(), memory.home().get());
    }
    karmada = memory.karmada().orElse(null);
    settledAt = memory.settledAt().orElse(null);
    destroying = memory.destroying();
    givenUp = memory.givenUp();
  }

  @Override
  public void run(FederationInput ignored) {
    announce();
    while (!destroyed) {
      Workflow.await(() -> stale || isTimeForTheNextRun());
      if (isTimeForTheNextRun()) {
        Workflow.continueAsNew(FederationInput.next(memory()));
      }
      stale = false;
      goOn();
      show();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private void announce() {
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.FEDERATION.valueSet(roster.document().name()),
        SearchAttributes.REGION.valueSet(roster.document().spec().region()),
        SearchAttributes.PARKED.valueSet(false));
  }

  /** A history that has grown long is left behind, as soon as nothing hangs on this run. */
  private boolean isTimeForTheNextRun() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        && Workflow.isEveryHandlerFinished()
        && !steps.isRunning()
        && !dispatch.isStarting()
        && signals.areSettled();
  }

  /** Sets going what is to be and is not. */
  private void goOn() {
    if (own.isCompleted()) {
      own.get();
    }
    takeLeave();
    if (destroying) {
      destroyInOrder();
    } else if (prepared == null) {
      alone(this::prepare);
    } else {
      dispatch.build(prepared, Optional.ofNullable(karmada));
      if (isDemoDue()) {
        alone(this::prove);
      }
    }
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
                changed();
              }
            });
  }

  private void prepare() {
    prepared =
        new Preparations(roster.document(), generation, steps, found -> caller = found).prepare();
  }

  private void prove() {
    demonstration.run(steps, owner(), karmadaRef(), roster.document(), board.readyMembers());
  }

  /** The demo runs once no member is under way, and again when other members are ready since. */
  private boolean isDemoDue() {
    return karmada != null
        && roster.document().hasDemo()
        && !fleet.isAnythingDue()
        && !dispatch.isStarting()
        && board.isAtRest()
        && demonstration.isDue(roster.document(), board.readyMembers());
  }

  private void takeLeave() {
    for (MemberSpec member : roster.leaving()) {
      if (!fleet.isLeaving(member.name()) || board.isRemoved(member.name())) {
        fleet.forget(member.name());
        board.forget(member.name());
        roster.hasLeft(member.name());
      }
    }
  }

  /** Members and Karmada first, then what they stood on, then what all of them needed. */
  private void destroyInOrder() {
    String parent = roster.document().parentName();
    List.of(Scopes.KARMADA, parent).stream()
        .filter(board::isRemoved)
        .forEach(
            scope -> {
              fleet.forget(scope);
              board.forget(scope);
            });
    if (caller == null || busy) {
      destroyed = caller == null && !busy;
      return;
    }
    dispatch.removeMembers(owner(), Optional.empty());
    dispatch.removeKarmada(owner());
    if (!fleet.isLeaving(Scopes.KARMADA)) {
      dispatch.removeParent(owner());
    }
    if (fleet.isEmpty()) {
      alone(this::removeRoles);
    }
  }

  private void removeRoles() {
    String partition = identity().partition();
    steps.run(REMOVE_ROLES, run -> Roles.remove(run, owner(), partition));
    destroyed = true;
    changed();
  }

  private Owner owner() {
    return Owners.of(roster.document(), identity(), generation);
  }

  private CallerIdentity identity() {
    if (caller == null) {
      throw new IllegalStateException("nothing is owned before it is known who we are");
    }
    return caller;
  }

  private KarmadaRef karmadaRef() {
    if (karmada == null) {
      throw new IllegalStateException("Karmada does not answer yet");
    }
    return karmada;
  }

  private Steps ownSteps() {
    List<Step> planned = destroying ? List.of(REMOVE_ROLES) : Plan.ofFederation();
    Steps fresh = new Steps(Scopes.FEDERATION, planned, this::changed);
    if (!destroying && roster.document().hasDemo()) {
      fresh.expect(DEMO, Scopes.DEMO);
    }
    return fresh;
  }

  /** Drops what the federation itself is doing, to begin it anew with what is known now. */
  private void beginAnew() {
    Steps before = steps;
    steps = ownSteps();
    before.giveUp();
    Workflow.await(() -> !busy);
  }

  // --- messages

  @Override
  public void report(ScopeReport report) {
    board.post(report);
    board.karmada().ifPresent(answering -> karmada = answering);
    changed();
  }

  @Override
  public void addMembersBySignal(Received<AddMembers> message) {
    inbox.follow(ADD_MEMBERS, message, this::add);
    changed();
  }

  @Override
  public void checkAddMembers(Received<AddMembers> message) {
    Inbox.answer(
        message,
        add -> {
          refuseWhenDestroying();
          return roster.additions(add);
        });
  }

  @Override
  public Accepted addMembers(Received<AddMembers> message) {
    Accepted accepted = Inbox.answer(message, this::add);
    changed();
    return accepted;
  }

  private Accepted add(AddMembers message) {
    refuseWhenDestroying();
    List<String> added = roster.add(message).stream().map(MemberSpec::name).toList();
    added.forEach(fleet::build);
    return Accepted.adding(added);
  }

  @Override
  public void removeMembersBySignal(Received<RemoveMembers> message) {
    inbox.follow(REMOVE_MEMBERS, message, this::remove);
    changed();
  }

  @Override
  public void checkRemoveMembers(Received<RemoveMembers> message) {
    Inbox.answer(
        message,
        remove -> {
          refuseWhenDestroying();
          return roster.removals(remove);
        });
  }

  @Override
  public Accepted removeMembers(Received<RemoveMembers> message) {
    Accepted accepted = Inbox.answer(message, this::remove);
    changed();
    return accepted;
  }

  private Accepted remove(RemoveMembers message) {
    refuseWhenDestroying();
    List<String> removed = roster.removals(message);
    roster.remove(removed, message.keepCluster());
    removed.forEach(name -> fleet.remove(name, message.keepCluster()));
    // One whose removal was given up is taken up again.
    message.members().stream()
        .filter(name -> roster.leaver(name).isPresent() && board.isAborted(name))
        .forEach(fleet::again);
    return Accepted.removing(removed);
  }

  @Override
  public void checkApplySpec(Received<ApplySpec> message) {
    Inbox.answer(
        message,
        apply -> {
          refuseWhenDestroying();
          return roster.changes(apply);
        });
  }

  @Override
  public Accepted applySpec(Received<ApplySpec> message) {
    Accepted accepted = Inbox.answer(message, this::apply);
    changed();
    return accepted;
  }

  private Accepted apply(ApplySpec message) {
    refuseWhenDestroying();
    List<Change> changes = roster.changes(message);
    List<String> added = roster.apply(message).stream().map(MemberSpec::name).toList();
    added.forEach(fleet::build);
    List<String> pruned = List.of();
    if (message.prune()) {
      List<String> named = message.document().memberSpecs().stream().map(MemberSpec::name).toList();
      pruned = roster.names().stream().filter(name -> !named.contains(name)).toList();
      roster.remove(pruned, false);
      pruned.forEach(name -> fleet.remove(name, false));
    }
    givenUp = false;
    if (prepared == null || changes.stream().anyMatch(Affected::preparation)) {
      prepared = null;
      beginAnew();
    } else if (steps.isAborted()) {
      beginAnew();
    }
    Affected.scopes(changes, roster.document()).forEach(fleet::again);
    takeUpWhatEnded();
    return new Accepted(
        added, pruned, changes.stream().map(Change::path).toList(), roster.unlisted());
  }

  /** What was given up starts again, and what does not answer: somebody has ended it. */
  private void takeUpWhatEnded() {
    fleet
        .those(scope -> scope.started() && !scope.due())
        .forEach(
            scope -> {
              if (board.isAborted(scope.scope())) {
                fleet.again(scope.scope());
              } else if (!board.isOver(scope.scope())) {
                dispatch.ask(
                    scope.scope(),
                    () -> {
                      fleet.again(scope.scope());
                      changed();
                    });
              }
            });
  }

  @Override
  public void checkDestroy(Received<Destroy> message) {
    Inbox.answer(message, this::checked);
  }

  @Override
  public Accepted destroy(Received<Destroy> message) {
    Accepted accepted = Inbox.answer(message, this::destroy);
    changed();
    return accepted;
  }

  private Destroy checked(Destroy message) {
    if (!message.name().equals(roster.document().name())) {
      throw new InvalidMessageException(
          "this is federation \"%s\", not \"%s\""
              .formatted(roster.document().name(), message.name()));
    }
    if (caller != null && !caller.account().equals(message.account())) {
      throw new InvalidMessageException(
          "this federation lives in account %s, not in %s"
              .formatted(caller.account(), message.account()));
    }
    return message;
  }

  private Accepted destroy(Destroy message) {
    checked(message);
    if (destroying) {
      takeUpWhatEnded();
      return Accepted.NOTHING;
    }
    destroying = true;
    givenUp = false;
    List<String> going = new ArrayList<>(roster.names());
    roster.remove(going, false);
    going.forEach(name -> fleet.remove(name, false));
    List<String> kept = roster.takeBackKept();
    kept.forEach(fleet::takeBack);
    going.addAll(kept);
    fleet.remove(Scopes.KARMADA, false);
    fleet.remove(roster.document().parentName(), false);
    beginAnew();
    return Accepted.removing(going);
  }

  private void refuseWhenDestroying() {
    if (destroying) {
      throw new InvalidMessageException("the federation is being destroyed");
    }
  }

  @Override
  public void retry(Received<Directive> directive) {
    inbox.follow(RETRY, directive, this::retry);
    changed();
  }

  @Override
  public void skip(Received<Directive> directive) {
    inbox.follow(SKIP, directive, this::skip);
    changed();
  }

  @Override
  public void abort(Received<Directive> directive) {
    inbox.follow(ABORT, directive, this::abort);
    changed();
  }

  @Override
  public void checkRetry(Received<Directive> directive) {
    Inbox.answer(directive, this::known);
  }

  @Override
  public void checkSkip(Received<Directive> directive) {
    Inbox.answer(directive, this::skippable);
  }

  @Override
  public void checkAbort(Received<Directive> directive) {
    Inbox.answer(directive, this::known);
  }

  @Override
  public Accepted retryByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, this::retry);
  }

  @Override
  public Accepted skipByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, this::skip);
  }

  @Override
  public Accepted abortByUpdate(Received<Directive> directive) {
    return Inbox.answer(directive, this::abort);
  }

  private Accepted retry(Directive directive) {
    List<String> meant = meant(known(directive));
    steps.retry(directive);
    forward(directive, RETRY);
    fleet
        .those(scope -> board.isAborted(scope.scope()) && directive.means(scope.scope() + "/"))
        .forEach(scope -> fleet.again(scope.scope()));
    changed();
    return new Accepted(List.of(), List.of(), meant, List.of());
  }

  private Accepted skip(Directive directive) {
    List<String> meant = meant(skippable(directive));
    steps.skip(directive);
    forward(directive, SKIP);
    return new Accepted(List.of(), List.of(), meant, List.of());
  }

  private Accepted abort(Directive directive) {
    List<String> meant = meant(known(directive));
    givenUp |= directive.target().equals(Directive.ALL);
    steps.abort(directive);
    forward(directive, ABORT);
    changed();
    return new Accepted(List.of(), List.of(), meant, List.of());
  }

  private Directive known(Directive directive) {
    boolean known =
        board.isKnown(directive.target())
            || fleet.isStarted(directive.target())
            || steps.knows(directive);
    if (!known) {
      throw new InvalidMessageException(
          "nothing is called \"%s\"; parked are: %s".formatted(directive.target(), parkedNames()));
    }
    return directive;
  }

  private Directive skippable(Directive directive) {
    known(directive);
    allParked().stream()
        .filter(step -> step.step().equals(directive.target()) && !step.skippable())
        .findFirst()
        .ifPresent(
            step -> {
              throw new InvalidMessageException(
                  "step \"%s\" cannot be skipped: all that follows needs it"
                      .formatted(step.step()));
            });
    return directive;
  }

  private String parkedNames() {
    List<String> names = allParked().stream().map(ParkedStep::step).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private List<String> meant(Directive directive) {
    return allParked().stream().map(ParkedStep::step).filter(directive::means).toList();
  }

  private void forward(Directive directive, String signal) {
    board.addressed(directive).forEach(id -> dispatch.signal(id, signal, Received.of(directive)));
  }

  // --- what is to be seen

  /** The loop looks again at what is to be done, and shows what is. */
  private void changed() {
    stale = true;
  }

  private void show() {
    if (!isSettled()) {
      settledAt = null;
    } else if (settledAt == null) {
      settledAt = StepRun.now();
    }
    FederationStatus status = status();
    String phase = status.phase().label();
    if (!phase.equals(shownPhase)) {
      shownPhase = phase;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(phase));
    }
    boolean parked = !status.parked().isEmpty();
    if (parked != showsParked) {
      showsParked = parked;
      Workflow.upsertTypedSearchAttributes(SearchAttributes.PARKED.valueSet(parked));
    }
    Workflow.setCurrentDetails(Details.federation(status, steps.progress(), inbox.rejections()));
  }

  /** Whether nothing goes on any more, anywhere in the federation, but waiting for an operator. */
  private boolean isSettled() {
    if (destroyed) {
      return true;
    }
    if (steps.isRunning() || dispatch.isStarting() || isAnyRemovalUnderWay()) {
      return false;
    }
    if (destroying) {
      return steps.isStuck() || steps.isAborted() || !fleet.isEmpty();
    }
    if (prepared == null) {
      return steps.isAborted() || steps.isStuck();
    }
    if (fleet.isAnythingDue()) {
      return false;
    }
    if (givenUp) {
      return board.isEverythingOver();
    }
    return board.isAtRest() && (steps.isAborted() || steps.isStuck() || !isDemoDue());
  }

  private boolean isAnyRemovalUnderWay() {
    return fleet.those(scope -> fleet.isLeaving(scope.scope())).stream()
        .anyMatch(scope -> scope.started() && !board.isRemovalAtRest(scope.scope()));
  }

  private List<ParkedStep> allParked() {
    return Stream.concat(steps.parked().stream(), board.parked().stream()).toList();
  }

  private Outcome outcome() {
    if (steps.isAborted() || board.isAnythingAborted()) {
      return Outcome.ABORTED;
    }
    return board.isEverythingReady() && allParked().isEmpty() && roster.leaving().isEmpty()
        ? Outcome.COMPLETE
        : Outcome.PARTIAL;
  }

  private Phase phase() {
    if (destroyed) {
      return Phase.DESTROYED;
    }
    if (destroying) {
      return Phase.DESTROYING;
    }
    if (settledAt == null) {
      return Phase.DEPLOYING;
    }
    return switch (outcome()) {
      case COMPLETE -> Phase.COMPLETE;
      case PARTIAL -> Phase.PARTIAL;
      case ABORTED -> Phase.ABORTED;
    };
  }

  @Override
  public FederationStatus status() {
    FederationDocument document = roster.document();
    return new FederationStatus(
        document.name(),
        document.spec().region(),
        Optional.ofNullable(caller).map(CallerIdentity::account),
        phase(),
        settledAt == null || destroying ? Optional.empty() : Optional.of(outcome()),
        settledAt != null,
        Optional.ofNullable(caller).map(known -> owner()),
        startedAt,
        Optional.ofNullable(settledAt),
        memberStatuses(),
        allParked(),
        demonstration.readyReplicas(),
        Optional.ofNullable(karmada),
        document.parentName(),
        List.of(board.scopeStatus(document.parentName()), board.scopeStatus(Scopes.KARMADA)),
        roster.unlisted(),
        roster.kept().stream().map(MemberSpec::name).toList(),
        inbox.rejections());
  }

  private List<MemberStatus> memberStatuses() {
    String home = roster.document().spec().region();
    return Stream.concat(
            roster.members().stream()
                .map(one -> board.memberStatus(one.name(), one.region().orElse(home))),
            roster.leaving().stream()
                .map(one -> board.leaverStatus(one.name(), one.region().orElse(home))))
        .toList();
  }

  @Override
  public FederationDocument spec() {
    return roster.document();
  }

  @Override
  public Plan plan() {
    return Plan.of(roster.document());
  }

  @Override
  public List<StepProgress> progress() {
    return steps.progress();
  }

  @Override
  public FederationMemory memory() {
    return new FederationMemory(
        roster.document(),
        generation,
        Optional.ofNullable(caller),
        Optional.ofNullable(prepared).map(Preparation::context),
        Optional.ofNullable(prepared).map(Preparation::home),
        fleet.memory(),
        board.reports(),
        steps.parked(),
        roster.leaving(),
        roster.kept(),
        roster.departed(),
        roster.requests(),
        roster.unlisted(),
        inbox.rejections(),
        demonstration.readyReplicas(),
        demonstration.members(),
        demonstration.replicas(),
        startedAt,
        Optional.ofNullable(settledAt),
        Optional.ofNullable(karmada),
        destroying,
        givenUp);
  }
}
