package dev.fedctl.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be seen of a federation: its status, and what the Web UI shows. */
final class View {

  private final FederationState state;
  private final Course course;
  private boolean showsParked;
  private String shownPhase = "";

  View(FederationState state, Course course) {
    this.state = state;
    this.course = course;
  }

  /** Sets what a list of workflows is filtered by; the rest follows with the first change. */
  void announce() {
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.FEDERATION.valueSet(state.document().name()),
        SearchAttributes.REGION.valueSet(state.document().spec().region()),
        SearchAttributes.PARKED.valueSet(false));
  }

  void show() {
    if (!isSettled()) {
      state.settledAt = null;
    } else if (state.settledAt == null) {
      state.settledAt = StepRun.now();
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
    Workflow.setCurrentDetails(
        Details.federation(status, course.steps().progress(), state.inbox.rejections()));
  }

  FederationStatus status() {
    FederationDocument document = state.document();
    return new FederationStatus(
        document.name(),
        document.spec().region(),
        Optional.ofNullable(state.caller).map(CallerIdentity::account),
        phase(),
        state.settledAt == null || state.destroying ? Optional.empty() : Optional.of(outcome()),
        state.settledAt != null,
        Optional.ofNullable(state.caller).map(known -> state.owner()),
        state.startedAt,
        Optional.ofNullable(state.settledAt),
        members(),
        parked(),
        state.board.repairs(),
        state.demonstration.readyReplicas(),
        Optional.ofNullable(state.karmada),
        document.parentName(),
        Stream.of(document.parentName(), Scopes.KARMADA).map(state.board::scopeStatus).toList(),
        state.roster.unlisted(),
        state.roster.kept().stream().map(MemberSpec::name).toList(),
        state.inbox.rejections());
  }

  /** All parked steps, the federation's own first. */
  List<ParkedStep> parked() {
    return Stream.concat(course.steps().parked().stream(), state.board.parked().stream()).toList();
  }

  /** Whether nothing goes on any more, anywhere in the federation, but waiting for an operator. */
  private boolean isSettled() {
    if (state.destroyed) {
      return true;
    }
    Steps own = course.steps();
    if (own.isRunning() || course.dispatch().isStarting() || isAnyRemovalUnderWay()) {
      return false;
    }
    if (state.destroying) {
      return own.isStuck() || own.isAborted() || !state.fleet.isEmpty();
    }
    if (state.prepared == null) {
      return own.isAborted() || own.isStuck();
    }
    if (state.fleet.isAnythingDue()) {
      return false;
    }
    if (state.givenUp) {
      return state.board.isEverythingOver();
    }
    return state.board.isAtRest() && (own.isAborted() || own.isStuck() || !course.isDemoDue());
  }

  private boolean isAnyRemovalUnderWay() {
    return state.fleet.those(scope -> state.fleet.isLeaving(scope.scope())).stream()
        .anyMatch(scope -> scope.started() && !state.board.isRemovalAtRest(scope.scope()));
  }

  private Outcome outcome() {
    if (course.steps().isAborted() || state.board.isAnythingAborted()) {
      return Outcome.ABORTED;
    }
    boolean complete =
        state.board.isEverythingReady() && parked().isEmpty() && state.roster.leaving().isEmpty();
    return complete ? Outcome.COMPLETE : Outcome.PARTIAL;
  }

  private Phase phase() {
    if (state.destroyed) {
      return Phase.DESTROYED;
    }
    if (state.destroying) {
      return Phase.DESTROYING;
    }
    if (state.settledAt == null) {
      return Phase.DEPLOYING;
    }
    return switch (outcome()) {
      case COMPLETE -> Phase.COMPLETE;
      case PARTIAL -> Phase.PARTIAL;
      case ABORTED -> Phase.ABORTED;
    };
  }

  private List<MemberStatus> members() {
    String home = state.document().spec().region();
    return Stream.concat(
            state.roster.members().stream()
                .map(one -> state.board.memberStatus(one.name(), one.region().orElse(home))),
            state.roster.leaving().stream()
                .map(one -> state.board.leaverStatus(one.name(), one.region().orElse(home))))
        .toList();
  }
}
