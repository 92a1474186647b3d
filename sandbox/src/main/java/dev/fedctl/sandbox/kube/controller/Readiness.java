package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When pods become ready. The instants are functions of what has been observed, so they may lie in
 * the future; empty means never, as things are. The parts of Karmada are known by their images and
 * wait for each other as the real ones do; a three-member etcd comes up only when its pods start
 * together and find each other before they are ready (Karmada 1.17.3 and later, measured).
 */
final class Readiness {

  private static final List<String> NEEDS_ETCD =
      List.of("kube-apiserver", "karmada-aggregated-apiserver");
  private static final List<String> NEEDS_API =
      List.of(
          "kube-controller-manager",
          "karmada-controller-manager",
          "karmada-scheduler",
          "karmada-webhook",
          "karmada-descheduler",
          "karmada-search",
          "karmada-metrics-adapter");

  private final Cluster cluster;
  private final Volumes volumes;
  private final Collection<Workload> all;

  Readiness(Cluster cluster, Volumes volumes, Collection<Workload> all) {
    this.cluster = cluster;
    this.volumes = volumes;
    this.all = all;
  }

  /** When a pod has its node, its volumes and what it mounts. */
  Optional<Instant> startsAt(Workload workload, Workload.Slot slot) {
    return volumes
        .boundAt(workload, slot)
        .flatMap(bound -> slot.suppliedAt.map(supplied -> Workload.latest(bound, supplied)));
  }

  Optional<Instant> readyAt(Workload workload, Workload.Slot slot) {
    if (workload.doomed.isPresent()) {
      return Optional.empty();
    }
    String program = workload.program();
    Optional<Instant> start = startsAt(workload, slot);
    if (program.equals("etcd") && workload.isStatefulSet()) {
      start = start.flatMap(at -> quorumAt(workload).map(quorum -> Workload.latest(at, quorum)));
    } else if (NEEDS_ETCD.contains(program)) {
      start =
          start.flatMap(at -> firstReady(workload, "etcd").map(etcd -> Workload.latest(at, etcd)));
    } else if (NEEDS_API.contains(program)) {
      start =
          start.flatMap(
              at -> firstReady(workload, "kube-apiserver").map(api -> Workload.latest(at, api)));
    }
    return start.map(
        at ->
            at.plus(cluster.delay(kind(workload, program), workload.namespace(), workload.name()))
                .plus(workload.longer));
  }

  private static DelayKind kind(Workload workload, String program) {
    return switch (program) {
      case "etcd" -> DelayKind.ETCD_READY;
      case "kube-apiserver" -> DelayKind.API_SERVER_READY;
      default ->
          Trees.at(workload.object, "metadata", "labels").path("karmada.io/managed").isMissingNode()
              ? DelayKind.DEPLOYMENT_READY
              : DelayKind.WORKLOAD_READY;
    };
  }

  /** When the first pod that runs a program in the namespace of a workload is ready. */
  private Optional<Instant> firstReady(Workload asking, String program) {
    return all.stream()
        .filter(other -> other != asking && other.namespace().equals(asking.namespace()))
        .filter(other -> other.program().equals(program))
        .flatMap(other -> other.slots.stream().flatMap(slot -> readyAt(other, slot).stream()))
        .min(Instant::compareTo);
  }

  /** When the first pod behind a selector is ready. */
  Optional<Instant> firstReady(String namespace, JsonNode selector) {
    if (selector.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode wanted = Trees.object();
    wanted.set("matchLabels", selector);
    return all.stream()
        .filter(other -> other.namespace().equals(namespace))
        .filter(other -> LabelSelector.matches(wanted, other.labels()))
        .flatMap(other -> other.slots.stream().flatMap(slot -> readyAt(other, slot).stream()))
        .min(Instant::compareTo);
  }

  /** When enough members of an etcd run and find each other. */
  private Optional<Instant> quorumAt(Workload etcd) {
    int members = etcd.replicas();
    if (members > 1 && !findEachOther(etcd)) {
      return Optional.empty();
    }
    List<Instant> starts =
        etcd.slots.stream().flatMap(slot -> startsAt(etcd, slot).stream()).sorted().toList();
    int quorum = members / 2 + 1;
    return starts.size() < quorum ? Optional.empty() : Optional.of(starts.get(quorum - 1));
  }

  private boolean findEachOther(Workload etcd) {
    boolean together = Trees.text(etcd.object, "spec", "podManagementPolicy").equals("Parallel");
    return together
        && cluster
            .store()
            .find("services", etcd.namespace(), Trees.text(etcd.object, "spec", "serviceName"))
            .filter(service -> Trees.text(service, "spec", "clusterIP").equals("None"))
            .filter(service -> Trees.at(service, "spec", "publishNotReadyAddresses").asBoolean())
            .filter(
                service -> {
                  ObjectNode wanted = Trees.object();
                  wanted.set("matchLabels", Trees.at(service, "spec", "selector"));
                  return LabelSelector.matches(wanted, etcd.labels());
                })
            .isPresent();
  }

  /** What a pod waits for, in kubelet's words; empty text when it only needs time. */
  String trouble(Workload workload, Workload.Slot slot) {
    if (slot.node.isEmpty()) {
      return "Unschedulable";
    }
    if (slot.suppliedAt.isEmpty() || volumes.boundAt(workload, slot).isEmpty()) {
      return "ContainerCreating";
    }
    if (workload.doomed.isPresent()) {
      return workload.doomed.get();
    }
    return readyAt(workload, slot).isEmpty() && !workload.program().equals("etcd")
        ? "CrashLoopBackOff"
        : "";
  }
}
