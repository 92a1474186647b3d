package dev.fedctl.contract.identity;

/** The task queues that workers poll. */
public final class TaskQueues {

  public static final String FEDCTL = "fedctl";

  private TaskQueues() {}
}
