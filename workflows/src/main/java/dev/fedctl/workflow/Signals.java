package dev.fedctl.workflow;

import io.temporal.api.enums.v1.SignalExternalWorkflowExecutionFailedCause;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.slf4j.Logger;

/** Signals to other workflows, sent beside whatever else goes on. */
final class Signals {

  /** As long as a workflow that has been sent too many takes to continue as new. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

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
            deliver(signal, nobodyThere);
          } finally {
            unsettled--;
          }
        });
  }

  private static void deliver(Functions.Proc signal, Functions.Proc nobodyThere) {
    while (true) {
      try {
        signal.apply();
        return;
      } catch (ApplicationFailure refused) {
        switch (cause(refused)) {
          case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND -> {
            LOG.info("signal not taken: {}", refused.getOriginalMessage());
            nobodyThere.apply();
            return;
          }
          case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_SIGNAL_COUNT_LIMIT_EXCEEDED ->
              Workflow.newTimer(
                      PAUSE,
                      TimerOptions.newBuilder()
                          .setSummary("until a signal can be taken again")
                          .build())
                  .get();
          default -> throw refused;
        }
      }
    }
  }

  /** The SDK tells the server's reason as the type of its failure. */
  private static SignalExternalWorkflowExecutionFailedCause cause(ApplicationFailure refused) {
    for (SignalExternalWorkflowExecutionFailedCause cause :
        SignalExternalWorkflowExecutionFailedCause.values()) {
      if (cause.name().equals(refused.getType())) {
        return cause;
      }
    }
    return SignalExternalWorkflowExecutionFailedCause.UNRECOGNIZED;
  }

  /** Whether the server has taken or refused all of them: a run must not end before. */
  boolean areSettled() {
    return unsettled == 0;
  }
}
