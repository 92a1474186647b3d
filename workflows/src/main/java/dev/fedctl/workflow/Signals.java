package dev.fedctl.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import org.slf4j.Logger;

/** Signals to other workflows, sent beside whatever else goes on. */
final class Signals {

  private static final Logger LOG = Workflow.getLogger(Signals.class);

  private Signals() {}

  /** Sends; a workflow that has ended meanwhile needs no message. */
  static void send(Functions.Proc signal) {
    send(signal, () -> {});
  }

  /** Sends, and says when the server has taken it or refused it. */
  static void send(Functions.Proc signal, Functions.Proc settled) {
    Async.procedure(
        () -> {
          try {
            signal.apply();
          } catch (SignalExternalWorkflowException gone) {
            LOG.info("signal not taken: {}", gone.getMessage());
          } finally {
            settled.apply();
          }
        });
  }
}
