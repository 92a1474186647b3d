package dev.fedctl.workflow;

/** An operator gave up the attempt that a step belongs to; caught where each workflow begins. */
final class StepAbortedException extends RuntimeException {

  StepAbortedException(String step) {
    super("step \"" + step + "\" was aborted");
  }
}
