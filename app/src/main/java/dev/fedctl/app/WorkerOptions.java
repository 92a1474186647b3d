package dev.fedctl.app;

import dev.fedctl.worker.WorkerTuning;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much a worker does at once, as options. */
final class WorkerOptions {

  private static final WorkerTuning USUAL = WorkerTuning.usual();

  @Option(
      names = "--workflow-cache",
      paramLabel = "N",
      description = "Workflows kept in memory; 2 for each member is plenty. Default: 2500.")
  int cache = USUAL.cachedWorkflows();

  @Option(
      names = "--workflow-slots",
      paramLabel = "N",
      description = "Workflow tasks at once. Default: 200.")
  int workflowSlots = USUAL.parallelWorkflowTasks();

  @Option(
      names = "--activity-slots",
      paramLabel = "N",
      description = "Calls of AWS and Kubernetes at once; waits take none. Default: 100.")
  int activitySlots = USUAL.parallelActivities();

  @Option(
      names = "--pollers",
      paramLabel = "N",
      description = "Polls of each queue at once. Default: 5.")
  int pollers = USUAL.pollers();

  @Option(
      names = "--aws-rate",
      paramLabel = "N",
      description = "Calls a second to each AWS service in each region; 0: no limit. Default: 20.")
  int awsRate = USUAL.awsCallsPerSecond().orElseThrow();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long what runs may go on after SIGTERM. Default: 30.")
  int grace = Math.toIntExact(USUAL.grace().toSeconds());

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  WorkerTuning tuning() {
    check("--workflow-cache", cache, 1, 100_000);
    check("--workflow-slots", workflowSlots, 2, 10_000);
    check("--activity-slots", activitySlots, 1, 10_000);
    check("--pollers", pollers, 1, 100);
    check("--aws-rate", awsRate, 0, 10_000);
    check("--grace", grace, 0, 3_600);
    return new WorkerTuning(
        cache,
        workflowSlots,
        activitySlots,
        pollers,
        awsRate == 0 ? OptionalInt.empty() : OptionalInt.of(awsRate),
        Duration.ofSeconds(grace),
        USUAL.sticky());
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "%s: must be from %d to %d, was %d".formatted(option, least, most, value));
    }
  }
}
