package dev.fedctl.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import org.slf4j.Logger;

/** Signals to other workflows, sent beside whatever else goes on. */
final class Signals {

  private static final Logger LOG = Workflow.getLogger(Signals.class);

  private int unsettled;

  /** Sends; a workflow that has ended meanwhile needs no message. */
  void send(Functions.Proc signal) {
    send(signal, () -> {});
  }

  /** Sends; says so when nobody is there to take it. */
  void send(Functions.Proc signal, Functions.Proc nobodyThere) {
    unsettled++;
    Async.procedure(
        () -> {
          try {
            signal.apply();
          } catch (SignalExternalWorkflowException gone) {
            LOG.info("signal not taken: {}", gone.getMessage());
            nobodyThere.apply();
          } finally {
            unsettled--;
          }
        });
  }

  /** Whether the server has taken or refused all of them: a run must not end before. */
  boolean areSettled() {
    return unsettled == 0;
  }
}
