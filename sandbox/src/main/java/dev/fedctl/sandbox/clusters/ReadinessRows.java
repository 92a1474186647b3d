package dev.fedctl.sandbox.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.karmada.ControlPlane;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Changes;
import dev.fedctl.sandbox.kube.controller.LoadBalancers.Made;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** When the objects that carry a logical id became, or become, what was asked for. */
final class ReadinessRows {

  private ReadinessRows() {}

  static List<LedgerRow.Ready> of(EksCluster cluster, Kernel kernel) {
    return rows(cluster.server(), kernel, (type, object) -> readyAt(cluster, type, object));
  }

  static List<LedgerRow.Ready> of(ControlPlane plane, Kernel kernel) {
    return rows(plane.server(), kernel, (type, object) -> readyAt(plane, type, object));
  }

  private static List<LedgerRow.Ready> rows(
      ApiServer server,
      Kernel kernel,
      BiFunction<ResourceType, ObjectNode, Optional<Instant>> readyAt) {
    List<LedgerRow.Ready> rows = new ArrayList<>();
    for (ResourceType type : server.registry().all()) {
      for (ObjectNode object : server.store().list(type.resource(), "")) {
        Optional<String> resource = Changes.resource(object);
        Optional<Instant> at = readyAt.apply(type, object);
        if (resource.isPresent() && at.isPresent()) {
          String id =
              server.name()
                  + "/"
                  + Trees.text(object, "metadata", "namespace")
                  + "/"
                  + Trees.text(object, "metadata", "name");
          rows.add(
              new LedgerRow.Ready(
                  kernel.secondsSinceStart(at.get()), "k8s:" + type.kind(), id, resource.get()));
        }
      }
    }
    return rows;
  }

  private static Optional<Instant> readyAt(
      EksCluster cluster, ResourceType type, ObjectNode object) {
    return switch (type.plural()) {
      case "deployments", "statefulsets" -> cluster.workloads().completeAt(object);
      case "services" -> {
        for (Made made : cluster.loadBalancers().made()) {
          if (made.service().equals(Trees.text(object, "metadata", "name"))
              && made.namespace().equals(Trees.text(object, "metadata", "namespace"))) {
            yield Optional.of(made.loadBalancer().namedAt());
          }
        }
        yield created(object);
      }
      default -> created(object);
    };
  }

  private static Optional<Instant> readyAt(
      ControlPlane plane, ResourceType type, ObjectNode object) {
    return switch (type.plural()) {
      case "clusters" -> plane.memberReadyAt(Trees.text(object, "metadata", "name"));
      case "apiservices" -> plane.clusterApiAt();
      default -> conditioned(object).or(() -> created(object));
    };
  }

  /** The last change of the condition that says that an object is served. */
  private static Optional<Instant> conditioned(ObjectNode object) {
    for (JsonNode condition : Trees.at(object, "status", "conditions")) {
      if (Trees.text(condition, "type").equals("Established")) {
        return Optional.of(Instant.parse(Trees.text(condition, "lastTransitionTime")));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> created(ObjectNode object) {
    return Trees.maybeText(object, "metadata", "creationTimestamp").map(Instant::parse);
  }
}
