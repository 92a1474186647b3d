package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;

/** What the workload controllers write into a status. */
final class WorkloadStatus {

  private WorkloadStatus() {}

  /**
   * The status of a Deployment.
   *
   * @param changedAt when the number of ready pods last changed
   */
  static ObjectNode deployment(Workload workload, int ready, Instant changedAt, Instant now) {
    int wanted = workload.replicas();
    // Pods of the template before leave as those of the new one become ready.
    int left = workload.servedBefore ? Math.max(0, wanted - ready) : 0;
    int serving = ready + left;
    ObjectNode status = Trees.object();
    status.set("observedGeneration", Trees.at(workload.object, "metadata", "generation"));
    int total = workload.slots.size() + left;
    put(status, "replicas", total);
    put(status, "updatedReplicas", workload.slots.size());
    put(status, "readyReplicas", serving);
    put(status, "availableReplicas", serving);
    put(status, "unavailableReplicas", Math.max(0, Math.max(wanted, total) - serving));
    boolean available = serving >= wanted - wanted / 4;
    boolean complete = ready >= wanted;
    Instant started =
        workload.slots.stream()
            .map(slot -> slot.startedAt)
            .max(Instant::compareTo)
            .orElse(changedAt);
    int limit = Trees.at(workload.object, "spec", "progressDeadlineSeconds").asInt(600);
    boolean late = !complete && Duration.between(started, now).toSeconds() > limit;
    ArrayNode conditions = status.putArray("conditions");
    condition(
        conditions,
        "Available",
        available,
        available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        changedAt);
    condition(
        conditions,
        "Progressing",
        !late,
        late
            ? "ProgressDeadlineExceeded"
            : complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
        changedAt);
    return status;
  }

  static ObjectNode statefulSet(Workload workload, int ready) {
    ObjectNode status = Trees.object();
    status.set("observedGeneration", Trees.at(workload.object, "metadata", "generation"));
    status.put("replicas", workload.slots.size());
    put(status, "readyReplicas", ready);
    status.put("availableReplicas", ready);
    int outdated = (int) workload.slots.stream().filter(slot -> slot.outdated).count();
    boolean rolled = outdated == 0 && ready >= workload.replicas();
    boolean rolling = !workload.previousHash.isEmpty() && !rolled;
    if (rolled) {
      workload.previousHash = "";
    }
    put(status, "currentReplicas", rolling ? outdated : workload.slots.size());
    put(status, "updatedReplicas", workload.slots.size() - outdated);
    String current = rolling ? workload.previousHash : workload.hash;
    status.put("currentRevision", workload.name() + "-" + current);
    status.put("updateRevision", workload.name() + "-" + workload.hash);
    status.put("collisionCount", 0);
    return status;
  }

  static ObjectNode replicaSet(Workload workload, int ready) {
    ObjectNode status = Trees.object();
    status.put("observedGeneration", 1).put("replicas", workload.slots.size());
    put(status, "fullyLabeledReplicas", workload.slots.size());
    put(status, "readyReplicas", ready);
    put(status, "availableReplicas", ready);
    return status;
  }

  private static void put(ObjectNode status, String field, int count) {
    if (count > 0) {
      status.put(field, count);
    }
  }

  private static void condition(
      ArrayNode conditions, String type, boolean holds, String reason, Instant at) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", holds ? "True" : "False")
        .put("reason", reason)
        .put("lastUpdateTime", Identities.time(at))
        .put("lastTransitionTime", Identities.time(at));
  }

  /** The conditions of a status are the same but for their times. */
  static boolean alike(JsonNode one, JsonNode other) {
    ObjectNode left = one.isObject() ? one.deepCopy() : Trees.object();
    ObjectNode right = other.isObject() ? other.deepCopy() : Trees.object();
    for (ObjectNode status : new ObjectNode[] {left, right}) {
      for (JsonNode condition : status.path("conditions")) {
        ((ObjectNode) condition).remove("lastUpdateTime");
        ((ObjectNode) condition).remove("lastTransitionTime");
      }
    }
    return Trees.same(left, right);
  }
}
