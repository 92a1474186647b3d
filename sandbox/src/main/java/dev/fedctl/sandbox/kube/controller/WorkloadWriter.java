package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Optional;

/** Writes what shows of workloads: their ReplicaSets, pods and statuses. */
final class WorkloadWriter {

  static final String REPLICA_SETS = "replicasets.apps";

  private final Cluster cluster;
  private final Readiness readiness;
  private final Pods pods;

  WorkloadWriter(Cluster cluster, Readiness readiness) {
    this.cluster = cluster;
    this.readiness = readiness;
    this.pods = new Pods(cluster, readiness);
  }

  void write(Workload workload, Instant now) {
    int ready = 0;
    Instant changedAt = workload.slots.isEmpty() ? now : workload.slots.getFirst().startedAt;
    ObjectNode owner = workload.isStatefulSet() ? workload.object : replicaSet(workload, now);
    for (Workload.Slot slot : workload.slots) {
      pods.show(workload, slot, owner, now);
      Optional<Instant> at = readiness.readyAt(workload, slot).filter(time -> !time.isAfter(now));
      if (at.isPresent()) {
        ready++;
        changedAt = Workload.latest(changedAt, at.get());
      }
    }
    if (ready >= workload.replicas()) {
      workload.servedBefore = false;
    }
    String resource = workload.isStatefulSet() ? "statefulsets.apps" : "deployments.apps";
    if (workload.isStatefulSet()) {
      show(resource, workload.object, WorkloadStatus.statefulSet(workload, ready));
    } else {
      show(resource, workload.object, WorkloadStatus.deployment(workload, ready, changedAt, now));
      show(REPLICA_SETS, owner, WorkloadStatus.replicaSet(workload, ready));
    }
    workload.object =
        cluster
            .store()
            .find(resource, workload.namespace(), workload.name())
            .orElse(workload.object);
  }

  private void show(String resource, ObjectNode object, ObjectNode status) {
    if (!WorkloadStatus.alike(object.path("status"), status)) {
      cluster.status(resource, object, status);
    }
  }

  private ObjectNode replicaSet(Workload workload, Instant now) {
    String name = workload.name() + "-" + workload.hash;
    Optional<ObjectNode> found = cluster.store().find(REPLICA_SETS, workload.namespace(), name);
    if (found.isPresent()
        && Trees.at(found.get(), "spec", "replicas").asInt() == workload.replicas()) {
      return found.get();
    }
    ObjectNode set = found.map(ObjectNode::deepCopy).orElseGet(Trees::object);
    set.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
    ObjectNode metadata = Trees.ensure(set, "metadata");
    if (found.isEmpty()) {
      metadata.put("name", name).put("namespace", workload.namespace());
      metadata.put(
          "uid", cluster.server().identities().uid(REPLICA_SETS, workload.namespace(), name));
      metadata.put("creationTimestamp", Identities.time(now)).put("generation", 1);
      metadata.set("labels", workload.labels().deepCopy());
      Trees.ensure(metadata, "labels").put("pod-template-hash", workload.hash);
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "apps/v1")
          .put("kind", "Deployment")
          .put("name", workload.name())
          .put("uid", Trees.text(workload.object, "metadata", "uid"))
          .put("controller", true)
          .put("blockOwnerDeletion", true);
    }
    ObjectNode spec = Trees.ensure(set, "spec");
    spec.put("replicas", workload.replicas());
    spec.set("selector", Trees.at(workload.object, "spec", "selector"));
    spec.set("template", workload.template());
    return cluster.store().put(REPLICA_SETS, set);
  }
}
