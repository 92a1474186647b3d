package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.Ownership;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import java.util.List;
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
        Map.of(),
        inventory(request));
  }

  /** Of a federation whose name begins with "lost", traces of one life are left, or of two. */
  private static Inventory inventory(Request request) {
    if (request.search() == Search.NOTHING || !request.federation().startsWith("lost")) {
      return new Inventory(List.of(), List.of());
    }
    List<String> lives =
        request.federation().startsWith("lost-twice")
            ? List.of("aaaaaaaaaaaa", "bbbbbbbbbbbb")
            : List.of("aaaaaaaaaaaa");
    return new Inventory(
        lives.stream().map(life -> template(request.federation(), life)).toList(), List.of());
  }

  private static Finding template(String federation, String generation) {
    return new Finding(
        Kind.LAUNCH_TEMPLATE,
        "lt-1",
        "eu-north-1",
        federation + "-elsewhere-nodes",
        Optional.of(federation + "-elsewhere"),
        Optional.of(federation + "-elsewhere/launch-template"),
        Optional.of(generation),
        "tags",
        Optional.empty());
  }
}
