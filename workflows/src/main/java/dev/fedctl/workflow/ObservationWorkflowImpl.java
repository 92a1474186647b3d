package dev.fedctl.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.activity.IdentityActivities.IdentityQuery;
import dev.fedctl.contract.activity.InventoryActivities;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.activity.InventoryActivities.InventoryQuery;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.ObservationActivities;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.ClustersQuery;
import dev.fedctl.contract.activity.ObservationActivities.PlacedWorkload;
import dev.fedctl.contract.activity.ObservationActivities.WorkloadsQuery;
import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A short look, for a person who waits for it. */
public final class ObservationWorkflowImpl implements ObservationWorkflow {

  @Override
  public Observation look(Request request) {
    CallerIdentity caller =
        ActivityProfiles.glance(IdentityActivities.class, "who we are in " + request.region())
            .findIdentity(new IdentityQuery(request.region(), Optional.empty()));
    return new Observation(
        caller, clusters(request, caller), workloads(request), inventory(request, caller));
  }

  private static Inventory inventory(Request request, CallerIdentity caller) {
    InventoryQuery query =
        InventoryQuery.of(
            request.federation(), caller.account(), request.region(), request.searched());
    return switch (request.search()) {
      case NOTHING -> new Inventory(List.of(), List.of());
      case TRACES ->
          ActivityProfiles.glance(InventoryActivities.class, "whether anything stands")
              .findTraces(query);
      case EVERYTHING ->
          ActivityProfiles.survey(InventoryActivities.class, "all that stands")
              .takeInventory(query);
    };
  }

  private static List<ClusterStanding> clusters(Request request, CallerIdentity caller) {
    if (request.clusters().isEmpty()) {
      return List.of();
    }
    return ActivityProfiles.glance(ObservationActivities.class, "which clusters stand")
        .observeClusters(
            new ClustersQuery(
                FederationId.of(caller.account(), request.region(), request.federation()),
                request.clusters()))
        .clusters();
  }

  private static Map<String, List<PlacedWorkload>> workloads(Request request) {
    Map<String, List<PlacedWorkload>> found = new LinkedHashMap<>();
    if (request.karmada().isPresent()) {
      KarmadaRef karmada = request.karmada().get();
      for (String member : request.workloadsOf()) {
        found.put(
            member,
            ActivityProfiles.glance(ObservationActivities.class, "what runs on " + member)
                .observeWorkloads(new WorkloadsQuery(karmada, member))
                .workloads());
      }
    }
    return found;
  }
}
