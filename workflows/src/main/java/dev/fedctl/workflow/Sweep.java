package dev.fedctl.workflow;

import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.activity.SweepActivities.SweepWait;
import dev.fedctl.contract.activity.SweepActivities.Swept;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The looks for what is left of a federation. What was being made is waited for, but a worker that
 * was taken for dead may have had a call on its way: the last look comes when none of these can
 * take effect any more.
 */
final class Sweep {

  /** As long as an attempt of an activity may last that makes something. */
  private static final Duration LAST_CALLS = ActivityProfiles.LONGEST_CHANGE;

  private Sweep() {}

  /** Before the roles go: clusters that stand need them. */
  static Swept first(StepRun run, FederationState state) {
    return look(run, state, "what nobody knew of", false);
  }

  /** After everything. */
  static Swept last(StepRun run, FederationState state) {
    Workflow.newTimer(
            LAST_CALLS,
            TimerOptions.newBuilder()
                .setSummary("until no call can be on its way any more")
                .build())
        .get();
    return look(run.settingGoing(), state, "nothing is left", true);
  }

  private static Swept look(StepRun run, FederationState state, String summary, boolean roles) {
    return run.await(
        patience ->
            run.bulkChange(SweepActivities.class, summary)
                .awaitSwept(
                    new SweepWait(
                        state.owner().claim(run.id()),
                        state.roster.regions(),
                        state.roster.clusters(),
                        state.startedAt,
                        roles,
                        patience)));
  }
}
