package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;

/** Deletes objects: preconditions, finalizers, propagation. */
final class ObjectRemover {

  private final ObjectStore store;
  private final Changes changes;
  private final List<Admission> admissions;

  ObjectRemover(ObjectStore store, Changes changes, List<Admission> admissions) {
    this.store = store;
    this.changes = changes;
    this.admissions = admissions;
  }

  ObjectNode delete(Exchange exchange) {
    ResourceType type = exchange.type();
    String name = exchange.request().name();
    ObjectNode object =
        store
            .find(type.resource(), exchange.namespace(), name)
            .orElseThrow(() -> ApiRefusal.notFound(type, name));
    ObjectNode options = RequestOptions.deletion(exchange.request());
    JsonNode wanted = options.path("preconditions");
    for (String field : List.of("uid", "resourceVersion")) {
      String value = Trees.text(wanted, field);
      String actual = Trees.text(object, "metadata", field);
      if (!value.isEmpty() && !value.equals(actual)) {
        boolean uid = field.equals("uid");
        throw ApiRefusal.precondition(
            type,
            name,
            "the %1$s in the precondition (%2$s) does not match the %1$s in record (%3$s). The object might have been %4$s"
                .formatted(
                    uid ? "UID" : "ResourceVersion",
                    value,
                    actual,
                    uid ? "deleted and then recreated" : "modified"));
      }
    }
    if (type.resource().equals("namespaces")
        && List.of("default", "kube-system", "kube-public").contains(name)) {
      throw ApiRefusal.of(
          403,
          "Forbidden",
          "namespaces \"" + name + "\" is forbidden: this namespace may not be deleted");
    }
    admissions.forEach(admission -> admission.release(exchange, object));
    return exchange.request().dryRun() ? object : remove(exchange, object, options);
  }

  private ObjectNode remove(Exchange exchange, ObjectNode object, ObjectNode options) {
    String policy = Trees.text(options, "propagationPolicy");
    JsonNode finalizers = Trees.at(object, "metadata", "finalizers");
    boolean namespace = exchange.type().resource().equals("namespaces");
    if (finalizers.isEmpty() && !namespace && !policy.equals("Foreground")) {
      changes.delete(exchange, object);
      if (policy.equals("Orphan")) {
        orphan(object);
      }
      return success(exchange, object);
    }
    if (object.path("metadata").has("deletionTimestamp")) {
      return object;
    }
    ObjectNode marked = object.deepCopy();
    ObjectNode metadata = Trees.ensure(marked, "metadata");
    metadata.put("deletionTimestamp", Identities.time(exchange.now()));
    metadata.put("deletionGracePeriodSeconds", 0);
    if (policy.equals("Foreground")) {
      ArrayNode all = finalizers.isArray() ? finalizers.deepCopy() : Trees.array();
      metadata.set("finalizers", all.add("foregroundDeletion"));
    }
    if (namespace) {
      Trees.ensure(marked, "status").put("phase", "Terminating");
    }
    return changes.mark(exchange, marked);
  }

  ObjectNode deleteAll(Exchange exchange, List<ObjectNode> objects) {
    ObjectNode options = RequestOptions.deletion(exchange.request());
    objects.forEach(object -> admissions.forEach(admission -> admission.release(exchange, object)));
    if (!exchange.request().dryRun()) {
      List.copyOf(objects).forEach(object -> remove(exchange, object, options));
    }
    return ObjectReader.shown(exchange.type(), objects);
  }

  private void orphan(ObjectNode owner) {
    String uid = Trees.text(owner, "metadata", "uid");
    for (String resource : store.resourcesIn(Trees.text(owner, "metadata", "namespace"))) {
      for (ObjectNode object :
          List.copyOf(store.list(resource, Trees.text(owner, "metadata", "namespace")))) {
        JsonNode owners = Trees.at(object, "metadata", "ownerReferences");
        for (int i = 0; i < owners.size(); i++) {
          if (Trees.text(owners.get(i), "uid").equals(uid)) {
            ObjectNode freed = object.deepCopy();
            ((ArrayNode) freed.path("metadata").path("ownerReferences")).remove(i);
            store.put(resource, freed);
            break;
          }
        }
      }
    }
  }

  private static ObjectNode success(Exchange exchange, ObjectNode object) {
    ObjectNode status = Trees.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.set("metadata", Trees.object());
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", Trees.text(object, "metadata", "name"));
    if (!exchange.type().group().isEmpty()) {
      details.put("group", exchange.type().group());
    }
    details.put("kind", exchange.type().plural());
    details.put("uid", Trees.text(object, "metadata", "uid"));
    return status;
  }
}
