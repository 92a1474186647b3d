package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Locale;

/** ResourceBindings: what Karmada's detector makes of a template that a policy chooses. */
final class ResourceBindings {

  static final String BINDINGS = "resourcebindings.work.karmada.io";

  private ResourceBindings() {}

  /** {@code <namespace>/<name>} of a template's binding. */
  static String key(ObjectNode template) {
    return Trees.text(template, "metadata", "namespace") + "/" + name(template);
  }

  static String name(ObjectNode template) {
    String name = Trees.text(template, "metadata", "name") + "-" + Trees.text(template, "kind");
    return name.toLowerCase(Locale.ROOT).replace(':', '.');
  }

  /** Whether any binding still names a cluster. */
  static boolean isBound(ApiServer karmada, String cluster) {
    for (ObjectNode binding : karmada.store().list(BINDINGS, "")) {
      for (JsonNode chosen : Trees.at(binding, "spec", "clusters")) {
        if (Trees.text(chosen, "name").equals(cluster)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The detector's answer to a policy that chooses a template. */
  static ObjectNode make(
      ApiServer karmada, ObjectNode policy, ObjectNode template, Instant now, Effects effects) {
    String namespace = Trees.text(template, "metadata", "namespace");
    String name = name(template);
    ObjectNode binding = Trees.object();
    binding.put("apiVersion", "work.karmada.io/v1alpha2").put("kind", "ResourceBinding");
    ObjectNode metadata = binding.putObject("metadata");
    metadata.put("name", name).put("namespace", namespace);
    metadata.put("uid", karmada.identities().uid(BINDINGS, namespace, name));
    metadata.put("creationTimestamp", Identities.time(now));
    String label = "propagationpolicy.karmada.io/permanent-id";
    metadata
        .putObject("labels")
        .put(label, Trees.at(policy, "metadata", "labels").path(label).asText(""))
        .put(
            "resourcebinding.karmada.io/permanent-id",
            karmada.identities().uid("permanent", namespace, name));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Trees.text(template, "apiVersion"))
        .put("kind", Trees.text(template, "kind"))
        .put("name", Trees.text(template, "metadata", "name"))
        .put("uid", Trees.text(template, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    binding
        .putObject("spec")
        .putObject("resource")
        .put("apiVersion", Trees.text(template, "apiVersion"))
        .put("kind", Trees.text(template, "kind"))
        .put("namespace", namespace)
        .put("name", Trees.text(template, "metadata", "name"))
        .put("uid", Trees.text(template, "metadata", "uid"));
    return karmada
        .changes()
        .create("resource-detector", BINDINGS, "ResourceBinding", binding, effects);
  }
}
