package dev.fedctl.workflow;

import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.MemberSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wanted of a federation, and how messages change it. Each kind of message has a question,
 * which changes nothing and throws what is wrong with it, and a decision.
 */
final class Decisions {

  private final FederationState state;
  private final Course course;
  private final Runnable changed;

  Decisions(FederationState state, Course course, Runnable changed) {
    this.state = state;
    this.course = course;
    this.changed = changed;
  }

  void check(AddMembers message) {
    refuseWhenDestroying();
    state.roster.additions(message);
  }

  Accepted add(AddMembers message) {
    refuseWhenDestroying();
    List<String> added = names(state.roster.add(message));
    added.forEach(state.fleet::build);
    changed.run();
    return Accepted.adding(added);
  }

  void check(RemoveMembers message) {
    refuseWhenDestroying();
    state.roster.removals(message);
  }

  Accepted remove(RemoveMembers message) {
    refuseWhenDestroying();
    List<String> removed = state.roster.removals(message);
    letGo(removed, message.keepCluster());
    // One whose removal was given up is taken up again.
    message.members().stream()
        .filter(name -> state.roster.leaver(name).isPresent() && state.board.isAborted(name))
        .forEach(state.fleet::again);
    changed.run();
    return Accepted.removing(removed);
  }

  void check(ApplySpec message) {
    refuseWhenDestroying();
    state.roster.changes(message);
  }

  Accepted apply(ApplySpec message) {
    refuseWhenDestroying();
    List<Change> changes = state.roster.changes(message);
    List<String> added = names(state.roster.apply(message));
    added.forEach(state.fleet::build);
    List<String> pruned = message.prune() ? unnamed(message) : List.of();
    letGo(pruned, false);
    state.givenUp = false;
    boolean unsettled = changes.stream().anyMatch(Affected::preparation);
    if (unsettled) {
      state.prepared = null;
    }
    if (state.prepared == null || course.steps().isAborted()) {
      course.beginAnew();
    }
    Affected.scopes(changes, state.document()).forEach(state.fleet::again);
    takeUpWhatEnded();
    changed.run();
    return new Accepted(
        added, pruned, changes.stream().map(Change::path).toList(), state.roster.unlisted());
  }

  void check(Destroy message) {
    if (!message.name().equals(state.document().name())) {
      throw new InvalidMessageException(
          "this is federation \"%s\", not \"%s\""
              .formatted(state.document().name(), message.name()));
    }
    if (state.caller != null && !state.caller.account().equals(message.account())) {
      throw new InvalidMessageException(
          "this federation lives in account %s, not in %s"
              .formatted(state.caller.account(), message.account()));
    }
  }

  Accepted destroy(Destroy message) {
    check(message);
    if (state.destroying) {
      takeUpWhatEnded();
      changed.run();
      return Accepted.NOTHING;
    }
    state.destroying = true;
    state.givenUp = false;
    List<String> going = new ArrayList<>(state.roster.names());
    letGo(going, false);
    List<String> kept = state.roster.takeBackKept();
    kept.forEach(state.fleet::takeBack);
    going.addAll(kept);
    state.fleet.remove(Scopes.KARMADA, false);
    state.fleet.remove(state.document().parentName(), false);
    course.beginAnew();
    changed.run();
    return Accepted.removing(going);
  }

  private List<String> unnamed(ApplySpec message) {
    List<String> named = names(message.document().memberSpecs());
    return state.roster.names().stream().filter(name -> !named.contains(name)).toList();
  }

  private void letGo(List<String> members, boolean keepCluster) {
    state.roster.remove(members, keepCluster);
    members.forEach(name -> state.fleet.remove(name, keepCluster));
  }

  /** What was given up starts again, and what does not answer: somebody has ended it. */
  private void takeUpWhatEnded() {
    state
        .fleet
        .those(scope -> scope.started() && !scope.due())
        .forEach(
            scope -> {
              if (state.board.isAborted(scope.scope())) {
                state.fleet.again(scope.scope());
              } else if (!state.board.isOver(scope.scope())) {
                course.dispatch().ask(scope.scope(), () -> again(scope.scope()));
              }
            });
  }

  private void again(String scope) {
    // Its last report may have come while it was asked.
    if (!state.board.isOver(scope) || state.board.isAborted(scope)) {
      state.fleet.again(scope);
      changed.run();
    }
  }

  private void refuseWhenDestroying() {
    if (state.destroying) {
      throw new InvalidMessageException("the federation is being destroyed");
    }
  }

  private static List<String> names(List<MemberSpec> members) {
    return members.stream().map(MemberSpec::name).toList();
  }
}
