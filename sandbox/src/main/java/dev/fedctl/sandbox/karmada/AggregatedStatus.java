package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;
import java.util.Map;

/** The status of a template: the sums of the statuses of its copies. */
final class AggregatedStatus {

  private static final List<String> SUMS =
      List.of(
          "replicas",
          "readyReplicas",
          "updatedReplicas",
          "availableReplicas",
          "unavailableReplicas");

  private AggregatedStatus() {}

  static void write(ApiServer karmada, ObjectNode template, Map<String, ObjectNode> copies) {
    if (!Trees.text(template, "kind").equals("Deployment")) {
      return;
    }
    ObjectNode status = Trees.object();
    status.set("observedGeneration", Trees.at(template, "metadata", "generation"));
    for (String field : SUMS) {
      int sum =
          copies.values().stream().mapToInt(copy -> Trees.at(copy, "status", field).asInt()).sum();
      if (sum > 0) {
        status.put(field, sum);
      }
    }
    if (!Trees.same(template.path("status"), status)) {
      ObjectNode next = template.deepCopy();
      next.set("status", status);
      karmada.store().put("deployments.apps", next);
    }
  }
}
