package dev.fedctl.starter.render;

import dev.fedctl.contract.message.FederationStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Looks on while a federation changes. */
public interface Watcher {

  /**
   * Time has passed.
   *
   * @param elapsed since the deployment began
   * @param steps of single scopes
   */
  void moved(Duration elapsed, FederationStatus status, StepsOf steps);

  /** Something worth a line. */
  void note(String line);

  /** A board on a terminal, plain lines elsewhere. */
  static Watcher on(PrintWriter err, Optional<Terminal> terminal) {
    return terminal
        .<Watcher>map(known -> new ProgressBoard(err, new Window(known)))
        .orElseGet(() -> new ProgressLines(err));
  }

  /** Shows nothing: stdout carries a document. */
  static Watcher silent() {
    return new Watcher() {

      @Override
      public void moved(Duration elapsed, FederationStatus status, StepsOf steps) {
        // Nothing is shown.
      }

      @Override
      public void note(String line) {
        // Nor this.
      }
    };
  }
}
