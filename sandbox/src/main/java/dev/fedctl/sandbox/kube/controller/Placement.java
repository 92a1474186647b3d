package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.cloud.AwsSide.Node;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the pods of a workload go: a node that is ready first, then the zone and the node with the
 * fewest pods of that workload. Required anti-affinity by host name holds among its own pods.
 */
final class Placement {

  private static final String HOST = "kubernetes.io/hostname";

  private Placement() {}

  /** Empty when no node takes the pod. */
  static Optional<Node> choose(Workload workload, Workload.Slot slot, List<Node> nodes) {
    boolean apart = apart(workload);
    JsonNode wanted = Trees.at(workload.template(), "spec", "nodeSelector");
    return nodes.stream()
        .filter(node -> !apart || count(workload, node, false) == 0)
        .filter(node -> fits(wanted, node))
        .min(
            Comparator.<Node, Instant>comparing(
                    node -> Workload.latest(slot.startedAt, node.readyAt()))
                .thenComparingLong(node -> count(workload, node, true))
                .thenComparingLong(node -> count(workload, node, false))
                .thenComparing(Node::zone)
                .thenComparing(Node::name));
  }

  private static boolean fits(JsonNode wanted, Node node) {
    for (var label : wanted.properties()) {
      String value = label.getValue().asText();
      boolean known =
          switch (label.getKey()) {
            case "kubernetes.io/os" -> value.equals("linux");
            case "kubernetes.io/arch" ->
                value.equals(node.architecture().equals("x86_64") ? "amd64" : "arm64");
            case "topology.kubernetes.io/zone" -> value.equals(node.zone());
            case HOST -> value.equals(node.name());
            default -> value.equals(node.labels().get(label.getKey()));
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static long count(Workload workload, Node node, boolean zone) {
    return workload.slots.stream()
        .flatMap(slot -> slot.node.stream())
        .filter(taken -> zone ? taken.zone().equals(node.zone()) : taken.name().equals(node.name()))
        .count();
  }

  private static boolean apart(Workload workload) {
    for (JsonNode term :
        Trees.at(
            workload.template(),
            "spec",
            "affinity",
            "podAntiAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution")) {
      if (Trees.text(term, "topologyKey").equals(HOST)
          && LabelSelector.matches(term.path("labelSelector"), workload.labels())) {
        return true;
      }
    }
    return false;
  }
}
