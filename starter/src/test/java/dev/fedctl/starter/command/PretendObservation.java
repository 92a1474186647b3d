package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.Ownership;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import java.util.Map;
import java.util.Optional;

/** Sees an account in which nothing stands but clusters called "foreign-…". */
public final class PretendObservation implements ObservationWorkflow {

  static final String ACCOUNT = "111122223333";
  static final CallerIdentity WORKER =
      new CallerIdentity(
          ACCOUNT,
          "aws",
          "arn:aws:sts::111122223333:assumed-role/worker/i-1",
          "arn:aws:iam::111122223333:role/worker");

  @Override
  public Observation look(Request request) {
    return new Observation(
        WORKER,
        request.clusters().stream()
            .map(
                cluster ->
                    new ClusterStanding(
                        cluster,
                        cluster.name().startsWith("foreign-")
                            ? Ownership.FOREIGN
                            : Ownership.ABSENT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList(),
        Map.of());
  }
}
