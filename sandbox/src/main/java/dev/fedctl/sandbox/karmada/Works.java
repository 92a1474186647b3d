package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.schema.ResourceType;
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
                      .ifPresent(found -> withdraw(member, type, found, effects)));
    }
  }

  /** A namespace ends by itself, once everything in it has ended. */
  private static void withdraw(
      EksCluster member, ResourceType type, ObjectNode object, Effects effects) {
    if (!type.resource().equals("namespaces")) {
      member.server().changes().delete("karmada", type.resource(), type.kind(), object, effects);
      return;
    }
    if (!object.path("metadata").has("deletionTimestamp")) {
      ObjectNode ending = object.deepCopy();
      Trees.ensure(ending, "metadata")
          .put("deletionTimestamp", Identities.time(effects.now()))
          .put("deletionGracePeriodSeconds", 0);
      Trees.ensure(ending, "status").put("phase", "Terminating");
      member.server().store().put(type.resource(), ending);
    }
  }
}
