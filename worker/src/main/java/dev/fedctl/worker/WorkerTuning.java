package dev.fedctl.worker;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much one worker does at once.
 *
 * @param cachedWorkflows that stay in memory; one that does not is built up from its history again
 * @param parallelWorkflowTasks decisions of workflows at once; each takes milliseconds
 * @param parallelActivities calls of AWS and Kubernetes at once; waits hold none
 * @param pollers of each of the two queues
 * @param awsCallsPerSecond to each service in each region; empty: as many as there are
 * @param grace how long what runs may go on when the worker is told to stop
 * @param sticky whether a workflow's next task comes to the worker that has it in memory; else any
 *     one takes it, and builds it up from its history
 */
public record WorkerTuning(
    int cachedWorkflows,
    int parallelWorkflowTasks,
    int parallelActivities,
    int pollers,
    OptionalInt awsCallsPerSecond,
    Duration grace,
    boolean sticky) {

  /** The values without any option. */
  public static WorkerTuning usual() {
    return new WorkerTuning(2_500, 200, 100, 5, OptionalInt.of(20), Duration.ofSeconds(30), true);
  }

  /** As many calls of AWS as there are. */
  public WorkerTuning withoutAwsRate() {
    return new WorkerTuning(
        cachedWorkflows,
        parallelWorkflowTasks,
        parallelActivities,
        pollers,
        OptionalInt.empty(),
        grace,
        sticky);
  }

  /**
   * No task is meant for a certain worker: for servers that do not notice when that one has died.
   */
  public WorkerTuning withoutSticky() {
    return new WorkerTuning(
        cachedWorkflows,
        parallelWorkflowTasks,
        parallelActivities,
        pollers,
        awsCallsPerSecond,
        grace,
        false);
  }
}
