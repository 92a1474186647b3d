package dev.fedctl.workflow;

import dev.fedctl.contract.message.Accepted;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.workflow.Operable;
import java.util.List;

/** What operators say about parked steps: followed here, and passed on to whom it concerns. */
final class Orders {

  private final FederationState state;
  private final Course course;
  private final View view;
  private final Runnable changed;

  Orders(FederationState state, Course course, View view, Runnable changed) {
    this.state = state;
    this.course = course;
    this.view = view;
    this.changed = changed;
  }

  Accepted retry(Directive directive) {
    Accepted accepted = meant(known(directive));
    course.steps().retry(directive);
    forward(directive, Operable.RETRY);
    state
        .fleet
        .those(
            scope -> state.board.isAborted(scope.scope()) && directive.means(scope.scope() + "/"))
        .forEach(scope -> state.fleet.again(scope.scope()));
    changed.run();
    return accepted;
  }

  Accepted skip(Directive directive) {
    Accepted accepted = meant(skippable(directive));
    course.steps().skip(directive);
    forward(directive, Operable.SKIP);
    changed.run();
    return accepted;
  }

  Accepted abort(Directive directive) {
    Accepted accepted = meant(known(directive));
    state.givenUp |= directive.target().equals(Directive.ALL);
    course.steps().abort(directive);
    forward(directive, Operable.ABORT);
    changed.run();
    return accepted;
  }

  /** Throws when nothing here is called so. */
  Directive known(Directive directive) {
    boolean known =
        state.board.isKnown(directive.target())
            || state.fleet.isStarted(directive.target())
            || course.steps().knows(directive);
    if (!known) {
      throw new InvalidMessageException(
          "nothing is called \"%s\"; parked are: %s".formatted(directive.target(), parked()));
    }
    return directive;
  }

  /** Throws when the one step that is meant cannot be skipped. */
  Directive skippable(Directive directive) {
    known(directive);
    view.parked().stream()
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

  private String parked() {
    List<String> names = view.parked().stream().map(ParkedStep::step).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private Accepted meant(Directive directive) {
    List<String> steps =
        view.parked().stream().map(ParkedStep::step).filter(directive::means).toList();
    return new Accepted(List.of(), List.of(), steps, List.of());
  }

  private void forward(Directive directive, String signal) {
    state
        .board
        .addressed(directive)
        .forEach(id -> course.dispatch().signal(id, signal, Received.of(directive)));
  }
}
