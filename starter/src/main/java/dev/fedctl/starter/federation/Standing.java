package dev.fedctl.starter.federation;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;

/**
 * How the workflow of a federation stands.
 *
 * @param runId of its latest run
 */
public record Standing(String runId, State state) {

  /** Whether it lives, and how it ended. */
  public enum State {
    RUNNING("running"),
    /** It came to its end: everything is destroyed. */
    DESTROYED("destroyed"),
    CANCELED("cancelled"),
    TERMINATED("terminated"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static State of(WorkflowExecutionStatus status) {
      return switch (status) {
        case WORKFLOW_EXECUTION_STATUS_COMPLETED -> DESTROYED;
        case WORKFLOW_EXECUTION_STATUS_CANCELED -> CANCELED;
        case WORKFLOW_EXECUTION_STATUS_TERMINATED -> TERMINATED;
        case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> FAILED;
        default -> RUNNING;
      };
    }
  }
}
