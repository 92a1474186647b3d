package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide.Node;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Deployments and StatefulSets, their ReplicaSets and pods. */
public final class Workloads implements Controllers {

  private static final String DEPLOYMENTS = "deployments.apps";
  private static final String STATEFUL_SETS = "statefulsets.apps";
  private static final String REPLICA_SETS = WorkloadWriter.REPLICA_SETS;

  /** What pods and their readiness hang on. */
  private static final List<String> USED =
      List.of(
          DEPLOYMENTS,
          STATEFUL_SETS,
          REPLICA_SETS,
          "pods",
          "services",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "storageclasses.storage.k8s.io");

  private final Cluster cluster;
  private final Map<String, Workload> known = new LinkedHashMap<>();
  private final Volumes volumes;
  private final Readiness readiness;
  private final WorkloadWriter writer;
  private final Map<String, Optional<Instant>> answers = new HashMap<>();
  private boolean resting;
  private List<Node> restsOn = List.of();
  private long restsAt;

  public Workloads(Cluster cluster) {
    this.cluster = cluster;
    this.volumes = new Volumes(cluster);
    this.readiness = new Readiness(cluster, volumes, known.values());
    this.writer = new WorkloadWriter(cluster, readiness);
  }

  /** When the first pod behind a selector is ready; may lie in the future. */
  public Optional<Instant> firstReady(String namespace, JsonNode selector) {
    return remembered(namespace + "|" + selector, () -> readiness.firstReady(namespace, selector));
  }

  /** When the first pod of a namespace that runs a program (an image's last part) is ready. */
  public Optional<Instant> programReadyAt(String namespace, String program) {
    return remembered(namespace + "/" + program, () -> firstReadyOf(namespace, program));
  }

  /** While nothing is under way the answer stays the same, and every request asks. */
  private Optional<Instant> remembered(String question, Supplier<Optional<Instant>> answer) {
    return resting ? answers.computeIfAbsent(question, key -> answer.get()) : answer.get();
  }

  private Optional<Instant> firstReadyOf(String namespace, String program) {
    return known.values().stream()
        .filter(workload -> workload.namespace().equals(namespace))
        .filter(workload -> workload.program().equals(program))
        .flatMap(
            workload ->
                workload.slots.stream().flatMap(slot -> readiness.readyAt(workload, slot).stream()))
        .min(Instant::compareTo);
  }

  /** When all pods of a workload are ready; empty when that cannot be said. */
  public Optional<Instant> completeAt(ObjectNode object) {
    Workload workload = known.get(Trees.text(object, "metadata", "uid"));
    if (workload == null || workload.slots.size() < workload.replicas()) {
      return Optional.empty();
    }
    Optional<Instant> last = workload.slots.stream().findFirst().map(slot -> slot.startedAt);
    for (Workload.Slot slot : workload.slots) {
      Optional<Instant> ready = readiness.readyAt(workload, slot);
      last = last.flatMap(at -> ready.map(other -> Workload.latest(at, other)));
    }
    return last;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    volumes.reclaim(now, effects);
    List<Node> nodes = known.isEmpty() && !wanted() ? List.of() : cluster.aws().nodes(cluster.id());
    if (resting && nodes.equals(restsOn) && restsAt == lastChange()) {
      return;
    }
    answers.clear();
    resting = false;
    settle(nodes, now, effects);
    resting = known.values().stream().allMatch(workload -> complete(workload, now));
    restsOn = nodes;
    restsAt = lastChange();
  }

  private boolean wanted() {
    return !cluster.store().list(STATEFUL_SETS, "").isEmpty()
        || !cluster.store().list(DEPLOYMENTS, "").isEmpty();
  }

  private long lastChange() {
    return USED.stream().mapToLong(cluster.store()::changed).max().orElse(0);
  }

  private boolean complete(Workload workload, Instant now) {
    return workload.slots.size() == workload.replicas()
        && workload.slots.stream().noneMatch(slot -> slot.outdated)
        && workload.slots.stream().allMatch(slot -> isReady(workload, slot, now));
  }

  private void settle(List<Node> nodes, Instant now, Effects effects) {
    Set<String> alive = new HashSet<>();
    for (String resource : List.of(STATEFUL_SETS, DEPLOYMENTS)) {
      for (ObjectNode object : List.copyOf(cluster.store().list(resource, ""))) {
        String uid = Trees.text(object, "metadata", "uid");
        alive.add(uid);
        observe(known.computeIfAbsent(uid, key -> started(object, effects)), object, now);
      }
    }
    known.entrySet().removeIf(entry -> !alive.contains(entry.getKey()) && drop(entry.getValue()));
    Set<String> usedClaims = new HashSet<>();
    for (Workload workload : known.values()) {
      grow(workload, now);
      replace(workload, nodes, now);
      for (Workload.Slot slot : workload.slots) {
        supply(workload, slot, nodes, now);
        if (workload.isStatefulSet()) {
          volumes.provision(workload, slot, now, effects);
          Volumes.claims(workload, slot)
              .forEach(claim -> usedClaims.add(workload.namespace() + "/" + claim));
        }
      }
    }
    known.values().forEach(workload -> writer.write(workload, now));
    volumes.release(usedClaims, now, effects);
  }

  private Workload started(ObjectNode object, Effects effects) {
    Workload workload = new Workload(object);
    String subject = cluster.id().name() + "/" + workload.namespace() + "/" + workload.name();
    // What a fault adds to the call that made the workload, it adds to the workload's start.
    workload.longer =
        effects
            .delay(DelayKind.DEPLOYMENT_READY, subject)
            .minus(cluster.delays().of(DelayKind.DEPLOYMENT_READY, subject));
    workload.doomed = effects.outcome().map(outcome -> outcome.state());
    return workload;
  }

  private void observe(Workload workload, ObjectNode object, Instant now) {
    JsonNode before = workload.template();
    boolean changed =
        workload.hash.isEmpty() || !Trees.same(before, Trees.at(object, "spec", "template"));
    if (changed && !workload.hash.isEmpty()) {
      if (workload.isStatefulSet()) {
        workload.slots.forEach(slot -> slot.outdated = true);
        workload.previousHash = workload.hash;
      } else {
        workload.servedBefore = allReady(workload, now);
        drop(workload);
        workload.slots.clear();
      }
    }
    workload.object = object;
    if (changed) {
      workload.hash = cluster.server().identities().word(workload.template().toString(), 10);
    }
  }

  private boolean allReady(Workload workload, Instant now) {
    return !workload.slots.isEmpty()
        && workload.slots.stream().allMatch(slot -> isReady(workload, slot, now));
  }

  private boolean isReady(Workload workload, Workload.Slot slot, Instant now) {
    return readiness.readyAt(workload, slot).filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Adds and removes pods until there are as many as wanted, in the order of the kind. */
  private void grow(Workload workload, Instant now) {
    while (workload.slots.size() > workload.replicas()) {
      Workload.Slot last = workload.slots.removeLast();
      cluster.store().remove("pods", workload.namespace(), last.pod);
    }
    boolean inTurn =
        Trees.text(workload.object, "spec", "podManagementPolicy").equals("OrderedReady");
    while (workload.slots.size() < workload.replicas()) {
      int ordinal = workload.slots.size();
      Instant start = now;
      if (inTurn && ordinal > 0) {
        Optional<Instant> previous = readiness.readyAt(workload, workload.slots.getLast());
        if (previous.isEmpty() || previous.get().isAfter(now)) {
          return;
        }
        start = previous.get();
      }
      String name =
          workload.isStatefulSet()
              ? workload.name() + "-" + ordinal
              : workload.name() + "-" + workload.hash + "-" + podSuffix(workload, ordinal);
      Workload.Slot slot = new Workload.Slot(name, ordinal, start);
      workload.slots.add(slot);
      if (workload.isStatefulSet()) {
        volumes.ensureClaims(workload, slot, now);
      }
    }
  }

  /**
   * A StatefulSet gives its pods the new template one at a time, from the last to the first, and
   * waits for each to be ready.
   */
  private void replace(Workload workload, List<Node> nodes, Instant now) {
    Instant from = now;
    for (int i = workload.slots.size() - 1; i >= 0; i--) {
      Workload.Slot old = workload.slots.get(i);
      if (!old.outdated) {
        Optional<Instant> ready = readiness.readyAt(workload, old);
        if (ready.isEmpty() || ready.get().isAfter(now)) {
          return;
        }
        from = ready.get();
        continue;
      }
      cluster.store().remove("pods", workload.namespace(), old.pod);
      Workload.Slot next =
          new Workload.Slot(old.pod, old.ordinal, Workload.latest(from, old.startedAt));
      workload.slots.set(i, next);
      supply(workload, next, nodes, now);
      Optional<Instant> ready = readiness.readyAt(workload, next);
      if (ready.isEmpty() || ready.get().isAfter(now)) {
        return;
      }
      from = ready.get();
    }
  }

  private String podSuffix(Workload workload, int ordinal) {
    return cluster.server().identities().word(workload.name() + workload.hash + ordinal, 5);
  }

  private void supply(Workload workload, Workload.Slot slot, List<Node> nodes, Instant now) {
    if (slot.node.isEmpty()) {
      Optional<String> zone = volumes.zone(workload, slot);
      List<Node> near =
          nodes.stream().filter(node -> zone.isEmpty() || node.zone().equals(zone.get())).toList();
      slot.node = Placement.choose(workload, slot, near);
    }
    if (slot.suppliedAt.isEmpty() && hasSources(workload)) {
      slot.suppliedAt = Optional.of(slot.shown.isEmpty() ? slot.startedAt : now);
    }
    volumes.observe(workload, slot, now);
  }

  /** Whether the Secrets and ConfigMaps that a pod mounts are there. */
  private boolean hasSources(Workload workload) {
    for (JsonNode volume : Trees.at(workload.template(), "spec", "volumes")) {
      String secret = Trees.text(volume, "secret", "secretName");
      String map = Trees.text(volume, "configMap", "name");
      boolean optional =
          volume.path("secret").path("optional").asBoolean()
              || volume.path("configMap").path("optional").asBoolean();
      if (!optional
          && (misses("secrets", workload, secret) || misses("configmaps", workload, map))) {
        return false;
      }
    }
    return true;
  }

  private boolean misses(String resource, Workload workload, String name) {
    return !name.isEmpty() && cluster.store().find(resource, workload.namespace(), name).isEmpty();
  }

  /** Removes the pods of a workload that is gone or changed. */
  private boolean drop(Workload workload) {
    Iterator<Workload.Slot> slots = new ArrayList<>(workload.slots).iterator();
    while (slots.hasNext()) {
      cluster.store().remove("pods", workload.namespace(), slots.next().pod);
    }
    cluster
        .store()
        .remove(REPLICA_SETS, workload.namespace(), workload.name() + "-" + workload.hash);
    return true;
  }
}
