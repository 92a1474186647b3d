package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;
import java.util.Optional;

/** The Works of one Karmada: what stands in each member's execution namespace. */
final class Works {

  static final String WORKS = "works.work.karmada.io";

  private Works() {}

  static String namespace(String cluster) {
    return "karmada-es-" + cluster;
  }

  /** Ends one Work: deletes in the member, when there still is one, what it put there. */
  static void end(
      ApiServer karmada,
      String cluster,
      String name,
      Optional<EksCluster> member,
      Effects effects) {
    karmada
        .store()
        .find(WORKS, namespace(cluster), name)
        .ifPresent(
            work -> {
              member.ifPresent(found -> withdraw(found, work, effects));
              karmada.store().remove(WORKS, namespace(cluster), name);
            });
  }

  /** Ends all Works of a cluster that leaves. */
  static void endAll(
      ApiServer karmada, String cluster, Optional<EksCluster> member, Effects effects) {
    for (ObjectNode work : List.copyOf(karmada.store().list(WORKS, namespace(cluster)))) {
      end(karmada, cluster, Trees.text(work, "metadata", "name"), member, effects);
    }
  }

  private static void withdraw(EksCluster member, ObjectNode work, Effects effects) {
    for (JsonNode manifest : Trees.at(work, "spec", "workload", "manifests")) {
      member
          .server()
          .registry()
          .ofKind(Trees.text(manifest, "apiVersion"), Trees.text(manifest, "kind"))
          .ifPresent(
              type ->
                  member
                      .server()
                      .store()
                      .find(
                          type.resource(),
                          Trees.text(manifest, "metadata", "namespace"),
                          Trees.text(manifest, "metadata", "name"))
                      .ifPresent(
                          found ->
                              member
                                  .server()
                                  .changes()
                                  .delete(
                                      "karmada", type.resource(), type.kind(), found, effects)));
    }
  }
}
