package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Scopes.KARMADA;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ClusterRemovalWorkflow;
import dev.fedctl.contract.workflow.FederationMemory.Goal;
import dev.fedctl.contract.workflow.FederationMemory.ScopeMemory;
import dev.fedctl.contract.workflow.KarmadaInput;
import dev.fedctl.contract.workflow.KarmadaRemovalWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow.HostStage;
import dev.fedctl.contract.workflow.MemberRemovalWorkflow;
import dev.fedctl.contract.workflow.MemberWorkflow;
import dev.fedctl.contract.workflow.Yielding;
import io.temporal.workflow.Async;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends the workflows of a federation out, and messages after them. */
final class Dispatch {

  private final Fleet fleet;
  private final Board board;
  private final Roster roster;
  private final Signals signals;
  private final Children children;
  private final Runnable changed;
  private final Set<String> starting = new LinkedHashSet<>();

  Dispatch(Fleet fleet, Board board, Roster roster, Signals signals, Runnable changed) {
    this.fleet = fleet;
    this.board = board;
    this.roster = roster;
    this.signals = signals;
    this.changed = changed;
    this.children = new Children(signals);
  }

  /** Starts what is due, and tells members where Karmada answers. */
  void build(Preparation prepared, Optional<KarmadaRef> karmada) {
    for (ScopeMemory scope : fleet.those(scope -> isDue(scope, Goal.BUILT))) {
      if (scope.scope().equals(KARMADA)) {
        start(
            scope,
            !scope.started(),
            () -> children.karmada(() -> karmadaInput(prepared), () -> fleet.mayMiss(KARMADA)));
      } else if (scope.scope().equals(roster.document().parentName())) {
        start(scope, true, () -> children.cluster(prepared.parent()));
      } else {
        MemberSpec member = roster.member(scope.scope()).orElseThrow();
        start(scope, karmada.isPresent(), () -> children.member(prepared.member(member, karmada)));
      }
    }
    removeMembers(prepared.context().owner(), karmada);
    karmada.ifPresent(this::tellMembers);
    tellKarmada();
  }

  /** One that starts together with its host hears of it from the host itself. */
  private KarmadaInput karmadaInput(Preparation prepared) {
    boolean again = fleet.those(this::mayHaveMissedItsHost).size() == 1;
    if (isParentReady()) {
      fleet.learnsOfKarmada(KARMADA);
    }
    return prepared.karmada(again, isParentReady());
  }

  /** Its host may have said what it had to say to an earlier run, and have ended. */
  private void tellKarmada() {
    if (!isParentReady() || starting.contains(KARMADA)) {
      return;
    }
    for (ScopeMemory scope : fleet.those(this::mayHaveMissedItsHost)) {
      fleet.learnsOfKarmada(scope.scope());
      KarmadaWorkflow karmada =
          Workflow.newExternalWorkflowStub(KarmadaWorkflow.class, id(scope.scope()));
      for (HostStage stage : HostStage.values()) {
        signals.send(() -> karmada.hostReached(stage));
      }
    }
  }

  private boolean mayHaveMissedItsHost(ScopeMemory scope) {
    return scope.scope().equals(KARMADA)
        && scope.goal() == Goal.BUILT
        && scope.started()
        && !scope.knowsKarmada();
  }

  /** Starts the removal of members that are to go. */
  void removeMembers(Owner owner, Optional<KarmadaRef> leave) {
    for (ScopeMemory scope : fleet.those(scope -> isDue(scope, Goal.REMOVED))) {
      roster
          .leaver(scope.scope())
          .ifPresent(
              member -> {
                ClusterRef cluster =
                    new ClusterRef(
                        member.region().orElse(roster.document().spec().region()), member.name());
                MemberRemovalWorkflow.Input input =
                    new MemberRemovalWorkflow.Input(owner, cluster, leave, scope.keepCluster());
                start(scope, true, () -> children.memberRemoval(input));
              });
    }
  }

  /** Starts the removal of Karmada, if it is to go. */
  void removeKarmada(Owner owner) {
    fleet
        .those(scope -> isDue(scope, Goal.REMOVED) && scope.scope().equals(KARMADA))
        .forEach(
            scope ->
                start(
                    scope,
                    true,
                    () ->
                        children.karmadaRemoval(
                            new KarmadaRemovalWorkflow.Input(owner, parent()))));
  }

  /** Starts the removal of the parent, if it is to go. */
  void removeParent(Owner owner) {
    fleet
        .those(scope -> isDue(scope, Goal.REMOVED) && scope.scope().equals(parent().name()))
        .forEach(
            scope ->
                start(
                    scope,
                    true,
                    () ->
                        children.clusterRemoval(
                            new ClusterRemovalWorkflow.Input(owner, parent()))));
  }

  /** Asks a scope's workflow to report again; says so when nobody is there. */
  void ask(String scope, Runnable nobodyThere) {
    ExternalWorkflowStub workflow = Workflow.newUntypedExternalWorkflowStub(id(scope));
    signals.send(() -> workflow.signal(Yielding.TELL), nobodyThere::run);
  }

  void signal(String id, String name, Object message) {
    ExternalWorkflowStub workflow = Workflow.newUntypedExternalWorkflowStub(id);
    signals.send(() -> workflow.signal(name, message));
  }

  private void tellMembers(KarmadaRef karmada) {
    for (ScopeMemory scope : fleet.those(this::isToBeTold)) {
      fleet.learnsOfKarmada(scope.scope());
      MemberWorkflow member =
          Workflow.newExternalWorkflowStub(MemberWorkflow.class, id(scope.scope()));
      signals.send(() -> member.karmadaReady(karmada));
    }
  }

  private boolean isToBeTold(ScopeMemory scope) {
    return scope.goal() == Goal.BUILT
        && !scope.scope().equals(KARMADA)
        && scope.started()
        && !scope.knowsKarmada()
        && !starting.contains(scope.scope());
  }

  private boolean isDue(ScopeMemory scope, Goal goal) {
    return scope.due() && scope.goal() == goal && !starting.contains(scope.scope());
  }

  private void start(ScopeMemory scope, boolean knowsKarmada, Supplier<Promise<?>> child) {
    String name = scope.scope();
    starting.add(name);
    board.forget(name);
    fleet.begins(name, knowsKarmada);
    Async.procedure(
        () -> {
          try {
            child.get().handle((result, failure) -> ended(name, failure));
          } finally {
            starting.remove(name);
            changed.run();
          }
        });
  }

  /** Somebody has cancelled or terminated it, and it could not say so itself. */
  private boolean ended(String scope, @Nullable RuntimeException failure) {
    if (failure != null) {
      board.lose(id(scope), scope);
      changed.run();
    }
    return true;
  }

  private boolean isParentReady() {
    return board.scopeStatus(parent().name()).stage() == Stage.READY;
  }

  private ClusterRef parent() {
    return new ClusterRef(roster.document().spec().region(), roster.document().parentName());
  }

  private String id(String scope) {
    String federation = roster.document().name();
    if (scope.equals(KARMADA)) {
      return WorkflowIds.karmada(federation);
    }
    return scope.equals(parent().name())
        ? WorkflowIds.cluster(federation, scope)
        : WorkflowIds.member(federation, scope);
  }

  boolean isStarting() {
    return !starting.isEmpty();
  }
}
