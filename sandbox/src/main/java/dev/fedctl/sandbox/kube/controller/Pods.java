package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Optional;

/** The Pod objects of workloads, with the statuses that scheduler and kubelet would report. */
final class Pods {

  private static final String PODS = "pods";

  private final Cluster cluster;
  private final Readiness readiness;

  Pods(Cluster cluster, Readiness readiness) {
    this.cluster = cluster;
    this.readiness = readiness;
  }

  /** An address in the pretend VPC, the same for the same name. */
  static String address(String name) {
    int hash = name.hashCode();
    return "10.1." + (hash >>> 8 & 0xff) + "." + (1 + (hash & 0x7f));
  }

  /** Writes the pod of a slot, unless it shows the same already. */
  void show(Workload workload, Workload.Slot slot, ObjectNode owner, Instant now) {
    boolean bound = slot.scheduledAt().filter(at -> !at.isAfter(now)).isPresent();
    boolean started =
        bound && readiness.startsAt(workload, slot).filter(at -> !at.isAfter(now)).isPresent();
    Optional<Instant> readyAt = readiness.readyAt(workload, slot);
    boolean ready = readyAt.filter(at -> !at.isAfter(now)).isPresent();
    String trouble = ready ? "" : readiness.trouble(workload, slot);
    String shows = bound + "|" + started + "|" + ready + "|" + trouble + "|" + workload.hash;
    if (shows.equals(slot.shown)
        && cluster.store().find(PODS, workload.namespace(), slot.pod).isPresent()) {
      return;
    }
    slot.shown = shows;
    ObjectNode pod =
        cluster
            .store()
            .find(PODS, workload.namespace(), slot.pod)
            .map(ObjectNode::deepCopy)
            .orElseGet(() -> fresh(workload, slot, owner));
    if (bound) {
      slot.node.ifPresent(node -> Trees.ensure(pod, "spec").put("nodeName", node.name()));
    }
    if (!bound) {
      warn(pod, slot, now);
    }
    pod.set("status", status(workload, slot, bound, started, readyAt.filter(at -> ready), trouble));
    cluster.store().put(PODS, pod);
  }

  /** The scheduler says why a pod waits, once. */
  private void warn(ObjectNode pod, Workload.Slot slot, Instant now) {
    String namespace = Trees.text(pod, "metadata", "namespace");
    String uid = Trees.text(pod, "metadata", "uid");
    String name = slot.pod + "." + cluster.server().identities().word(uid, 16);
    if (cluster.store().find("events", namespace, name).isPresent()) {
      return;
    }
    int nodes = cluster.store().list("nodes", "").size();
    ObjectNode event = Trees.object();
    event.put("apiVersion", "v1").put("kind", "Event");
    event
        .putObject("metadata")
        .put("name", name)
        .put("namespace", namespace)
        .put("uid", cluster.server().identities().uid("events", namespace, name))
        .put("creationTimestamp", Identities.time(now));
    event
        .putObject("involvedObject")
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("namespace", namespace)
        .put("name", slot.pod)
        .put("uid", uid);
    event.put("type", "Warning").put("reason", "FailedScheduling");
    event.put(
        "message",
        nodes == 0
            ? "no nodes available to schedule pods"
            : "0/" + nodes + " nodes are available: " + nodes + " node(s) didn't match the pod.");
    event.put("count", 1);
    event.put("firstTimestamp", Identities.time(now)).put("lastTimestamp", Identities.time(now));
    event.putObject("source").put("component", "default-scheduler");
    cluster.store().put("events", event);
  }

  private ObjectNode fresh(Workload workload, Workload.Slot slot, ObjectNode owner) {
    ObjectNode pod = Trees.object();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", slot.pod).put("namespace", workload.namespace());
    metadata.put("uid", cluster.server().identities().uid(PODS, workload.namespace(), slot.pod));
    metadata.put("creationTimestamp", Identities.time(slot.startedAt));
    ObjectNode labels = metadata.putObject("labels");
    workload.labels().properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
    if (workload.isStatefulSet()) {
      labels.put("statefulset.kubernetes.io/pod-name", slot.pod);
      labels.put("controller-revision-hash", workload.name() + "-" + workload.hash);
    } else {
      labels.put("pod-template-hash", workload.hash);
    }
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Trees.text(owner, "apiVersion"))
        .put("kind", Trees.text(owner, "kind"))
        .put("name", Trees.text(owner, "metadata", "name"))
        .put("uid", Trees.text(owner, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    pod.set("spec", workload.template().path("spec").deepCopy());
    return pod;
  }

  private static ObjectNode status(
      Workload workload,
      Workload.Slot slot,
      boolean bound,
      boolean started,
      Optional<Instant> readyAt,
      String trouble) {
    ObjectNode status = Trees.object();
    boolean ready = readyAt.isPresent();
    status.put("phase", started ? "Running" : "Pending");
    ArrayNode conditions = status.putArray("conditions");
    String since = Identities.time(readyAt.orElse(slot.startedAt));
    if (bound) {
      condition(conditions, "PodScheduled", true, "", since);
      condition(conditions, "Initialized", true, "", since);
      condition(conditions, "ContainersReady", ready, ready ? "" : "ContainersNotReady", since);
      condition(conditions, "Ready", ready, ready ? "" : "ContainersNotReady", since);
    } else {
      condition(conditions, "PodScheduled", false, "Unschedulable", since);
      return status;
    }
    status.put("podIP", address(slot.pod));
    status.put("startTime", Identities.time(slot.scheduledAt().orElse(slot.startedAt)));
    ArrayNode containers = status.putArray("containerStatuses");
    for (JsonNode container : Trees.at(workload.template(), "spec", "containers")) {
      ObjectNode shown = containers.addObject();
      shown.put("name", Trees.text(container, "name")).put("image", Trees.text(container, "image"));
      shown.put("imageID", "").put("restartCount", trouble.equals("CrashLoopBackOff") ? 3 : 0);
      shown.put("ready", ready).put("started", started);
      ObjectNode state = shown.putObject("state");
      if (started && trouble.isEmpty()) {
        state.putObject("running").put("startedAt", since);
      } else {
        state.putObject("waiting").put("reason", started ? trouble : "ContainerCreating");
      }
    }
    return status;
  }

  private static void condition(
      ArrayNode conditions, String type, boolean holds, String reason, String at) {
    ObjectNode condition = conditions.addObject();
    condition.put("type", type).put("status", holds ? "True" : "False");
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    condition.put("lastTransitionTime", at);
  }
}
