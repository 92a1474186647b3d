package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template's copy in one member, and the Work that stands for it in Karmada. */
final class Delivery {

  static final String TEMPLATE_UID = "resourcetemplate.karmada.io/uid";
  static final String BINDING = "resourcebinding.karmada.io/name";

  private Delivery() {}

  /** A template's copy of the same name, wherever it is. */
  static Optional<ObjectNode> find(ObjectNode template, ApiServer karmada, ApiServer where) {
    return type(template, karmada)
        .flatMap(
            type ->
                where
                    .store()
                    .find(
                        type.resource(),
                        Trees.text(template, "metadata", "namespace"),
                        Trees.text(template, "metadata", "name")));
  }

  private static Optional<ResourceType> type(ObjectNode template, ApiServer karmada) {
    return karmada
        .registry()
        .ofKind(Trees.text(template, "apiVersion"), Trees.text(template, "kind"));
  }

  /** Makes the member's copy what it should be; returns it as it is now. */
  static ObjectNode put(
      ApiServer karmada,
      ObjectNode template,
      Map.Entry<String, Integer> share,
      EksCluster member,
      Instant now,
      Effects effects) {
    ObjectNode manifest = manifest(template, share);
    work(karmada, template, manifest, share.getKey(), now);
    ResourceType type = type(template, karmada).orElseThrow();
    String namespace = Trees.text(template, "metadata", "namespace");
    ensureNamespace(karmada, share.getKey(), member, namespace, now, effects);
    Optional<ObjectNode> known = find(template, karmada, member.server());
    if (known.isEmpty()) {
      ObjectNode fresh = manifest.deepCopy();
      ObjectNode metadata = Trees.ensure(fresh, "metadata");
      metadata.put(
          "uid",
          member
              .server()
              .identities()
              .uid(type.resource(), namespace, Trees.text(template, "metadata", "name")));
      metadata.put("creationTimestamp", Identities.time(now)).put("generation", 1);
      return member
          .server()
          .changes()
          .create("karmada", type.resource(), type.kind(), fresh, effects);
    }
    if (Trees.same(known.get().path("spec"), manifest.path("spec"))
        && Trees.same(known.get().path("data"), manifest.path("data"))) {
      return known.get();
    }
    ObjectNode next = known.get().deepCopy();
    for (String part : List.of("spec", "data")) {
      if (manifest.has(part)) {
        next.set(part, manifest.get(part).deepCopy());
      }
    }
    ObjectNode metadata = Trees.ensure(next, "metadata");
    metadata.put("generation", metadata.path("generation").asLong() + 1);
    return member.server().store().put(type.resource(), next);
  }

  /** Karmada's namespace controller keeps one Work for each namespace of a member. */
  private static void ensureNamespace(
      ApiServer karmada,
      String cluster,
      EksCluster member,
      String name,
      Instant now,
      Effects effects) {
    if (name.isEmpty() || member.server().store().find("namespaces", "", name).isPresent()) {
      return;
    }
    ObjectNode namespace = Trees.object();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    ObjectNode metadata = namespace.putObject("metadata");
    metadata.put("name", name);
    metadata.put("uid", member.server().identities().uid("namespaces", "", name));
    metadata.put("creationTimestamp", Identities.time(now));
    metadata
        .putObject("labels")
        .put("kubernetes.io/metadata.name", name)
        .put("karmada.io/managed", "true");
    namespace.putObject("spec").putArray("finalizers").add("kubernetes");
    work(karmada, cluster, workName(namespace), List.of(namespace), now);
    member.server().changes().create("karmada", "namespaces", "Namespace", namespace, effects);
  }

  private static ObjectNode manifest(ObjectNode template, Map.Entry<String, Integer> share) {
    ObjectNode manifest = template.deepCopy();
    manifest.remove("status");
    ObjectNode metadata = Trees.ensure(manifest, "metadata");
    String uid = Trees.text(template, "metadata", "uid");
    metadata.remove(
        List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "ownerReferences",
            "finalizers"));
    Trees.ensure(metadata, "labels").put("karmada.io/managed", "true");
    Trees.ensure(metadata, "annotations")
        .put(TEMPLATE_UID, uid)
        .put("work.karmada.io/namespace", Works.namespace(share.getKey()))
        .put("work.karmada.io/name", workName(template));
    if (template.path("spec").has("replicas")) {
      Trees.ensure(manifest, "spec").put("replicas", share.getValue());
    }
    return manifest;
  }

  static String workName(ObjectNode template) {
    String name = Trees.text(template, "metadata", "name");
    String text =
        Trees.text(template, "metadata", "namespace") + name + Trees.text(template, "kind");
    return name + "-" + Integer.toHexString(text.hashCode());
  }

  private static void work(
      ApiServer karmada, ObjectNode template, ObjectNode manifest, String cluster, Instant now) {
    work(karmada, cluster, workName(template), List.of(manifest), now);
    String binding = ResourceBindings.key(template);
    String name = workName(template);
    karmada
        .store()
        .find(Works.WORKS, Works.namespace(cluster), name)
        .filter(work -> Trees.at(work, "metadata", "annotations").path(BINDING).isMissingNode())
        .ifPresent(
            work -> {
              ObjectNode bound = work.deepCopy();
              Trees.ensure(bound, "metadata", "annotations")
                  .put(TEMPLATE_UID, Trees.text(template, "metadata", "uid"))
                  .put(BINDING, binding);
              karmada.store().put(Works.WORKS, bound);
            });
  }

  /** Makes a Work hold these manifests and say that they are applied. */
  static void work(
      ApiServer karmada, String cluster, String name, List<ObjectNode> manifests, Instant now) {
    String namespace = Works.namespace(cluster);
    ArrayNode wanted = Trees.array();
    manifests.forEach(manifest -> wanted.add(manifest.deepCopy()));
    Optional<ObjectNode> known = karmada.store().find(Works.WORKS, namespace, name);
    if (known
        .filter(work -> Trees.same(Trees.at(work, "spec", "workload", "manifests"), wanted))
        .isPresent()) {
      return;
    }
    ObjectNode work = known.map(ObjectNode::deepCopy).orElseGet(Trees::object);
    work.put("apiVersion", "work.karmada.io/v1alpha1").put("kind", "Work");
    ObjectNode metadata = Trees.ensure(work, "metadata");
    if (known.isEmpty()) {
      metadata.put("name", name).put("namespace", namespace);
      metadata.put("uid", karmada.identities().uid(Works.WORKS, namespace, name));
      metadata.put("creationTimestamp", Identities.time(now));
    }
    metadata.put("generation", metadata.path("generation").asLong(0) + 1);
    Trees.ensure(work, "spec", "workload").set("manifests", wanted);
    Conditions.set(
        Trees.ensure(work, "status"),
        "Applied",
        "True",
        "AppliedSuccessful",
        "Manifest has been successfully applied",
        now);
    karmada.store().put(Works.WORKS, work);
  }
}
