package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.PlacedWorkload;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A short look with the worker's credentials, on behalf of a person at the command line. It changes
 * nothing; whatever goes wrong ends it at once.
 */
@WorkflowInterface
public interface ObservationWorkflow {

  @WorkflowMethod(name = "Observation")
  Observation look(Request request);

  /**
   * What to look at.
   *
   * @param federation its name
   * @param region its home region
   * @param clusters by exact name; may be none
   * @param workloadsOf members whose workloads are asked for; may be none
   * @param karmada needed for workloads
   * @param search what to look for by tags
   * @param searched the regions to look in; none: all
   */
  record Request(
      String federation,
      String region,
      List<ClusterRef> clusters,
      List<String> workloadsOf,
      Optional<KarmadaRef> karmada,
      Search search,
      List<String> searched) {

    public Request {
      clusters = List.copyOf(clusters);
      workloadsOf = List.copyOf(workloadsOf);
      // Starters of before asked for none.
      search = search == null ? Search.NOTHING : search;
      searched = searched == null ? List.of() : List.copyOf(searched);
    }

    public Request(
        String federation,
        String region,
        List<ClusterRef> clusters,
        List<String> workloadsOf,
        Optional<KarmadaRef> karmada) {
      this(federation, region, clusters, workloadsOf, karmada, Search.NOTHING, List.of());
    }

    /** The same, with a search by tags in these regions; none: all. */
    public Request searching(Search what, List<String> regions) {
      return new Request(federation, region, clusters, workloadsOf, karmada, what, regions);
    }

    /** Who the worker is, and no more. */
    public static Request identity(String federation, String region) {
      return new Request(federation, region, List.of(), List.of(), Optional.empty());
    }
  }

  /**
   * What was seen.
   *
   * @param caller who the worker is
   * @param workloads by member
   * @param inventory what was found by tags
   */
  record Observation(
      CallerIdentity caller,
      List<ClusterStanding> clusters,
      Map<String, List<PlacedWorkload>> workloads,
      Inventory inventory) {

    public Observation {
      // Workers of before have not looked.
      inventory = inventory == null ? new Inventory(List.of(), List.of()) : inventory;
    }
  }

  /** What is looked for by tags. */
  enum Search {
    NOTHING,
    /** Whether there is anything at all. */
    TRACES,
    EVERYTHING
  }
}
