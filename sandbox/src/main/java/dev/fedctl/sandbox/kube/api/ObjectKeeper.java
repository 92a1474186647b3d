package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.FieldManagement;
import dev.fedctl.sandbox.kube.rules.Defaults;
import dev.fedctl.sandbox.kube.rules.Emptiness;
import dev.fedctl.sandbox.kube.rules.FreshStatus;
import dev.fedctl.sandbox.kube.rules.Immutability;
import dev.fedctl.sandbox.kube.rules.Metadata;
import dev.fedctl.sandbox.kube.rules.Validation;
import dev.fedctl.sandbox.kube.schema.Conformance;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps an object that somebody asked for: what only the server sets, defaults, admission,
 * validity, generation, managed fields; and writes nothing when nothing is new.
 */
final class ObjectKeeper {

  private static final Set<String> COUNTED =
      Set.of(
          "deployments.apps",
          "statefulsets.apps",
          "daemonsets.apps",
          "replicasets.apps",
          "poddisruptionbudgets.policy",
          "customresourcedefinitions.apiextensions.k8s.io",
          "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io",
          "endpointslices.discovery.k8s.io");
  static final List<String> SERVER_SET =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation");

  /** How managed fields come about. */
  enum Managed {
    /** Server-side apply has set them already. */
    BY_APPLY,
    /** What a create or an update changes belongs to whoever sent it. */
    BY_UPDATE,
    /** The same, after those of before were given up. */
    FORGOTTEN
  }

  private final Identities identities;
  private final Changes changes;
  private final List<Admission> admissions;

  ObjectKeeper(Identities identities, Changes changes, List<Admission> admissions) {
    this.identities = identities;
    this.changes = changes;
    this.admissions = admissions;
  }

  /** The object as it stands afterwards. */
  ObjectNode keep(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode object, Managed managed) {
    ResourceType type = exchange.type();
    boolean statusOnly = exchange.request().subresource().equals("status");
    ObjectNode next = statusOnly && before.isPresent() ? withStatus(before.get(), object) : object;
    ObjectNode metadata = Trees.ensure(next, "metadata");
    if (!statusOnly && type.hasStatus()) {
      next.remove("status");
      before
          .map(old -> old.get("status"))
          .ifPresent(status -> next.set("status", status.deepCopy()));
    }
    if (before.isPresent()) {
      JsonNode old = before.get().path("metadata");
      for (String field : SERVER_SET) {
        if (old.has(field)) {
          metadata.set(field, old.get(field));
        } else {
          metadata.remove(field);
        }
      }
      metadata.set("resourceVersion", old.get("resourceVersion"));
    } else {
      metadata.put(
          "uid",
          identities.uid(type.resource(), exchange.namespace(), Trees.text(metadata, "name")));
      metadata.put("creationTimestamp", Identities.time(exchange.now()));
      metadata.remove("deletionTimestamp");
      if (COUNTED.contains(type.resource()) || type.custom()) {
        metadata.put("generation", 1);
      }
    }
    if (before.isEmpty()) {
      FreshStatus.fillIn(type.resource(), next);
    }
    Defaults.fillIn(type.resource(), next);
    if (!type.custom()) {
      Emptiness.settle(next, type.shape());
    }
    // What admission and allocation add, nobody owns.
    manage(exchange, before, next, managed);
    admissions.forEach(admission -> admission.admit(exchange, before, next));
    validate(type, before, next);
    if (before.isPresent() && metadata.has("generation") && specChanged(before.get(), next)) {
      metadata.put("generation", metadata.get("generation").asLong() + 1);
    }
    if (before.isPresent() && Trees.same(timeless(before.get()), timeless(next))) {
      return before.get();
    }
    if (exchange.request().dryRun()) {
      return next;
    }
    if (metadata.has("deletionTimestamp") && metadata.path("finalizers").isEmpty()) {
      changes.delete(exchange, next);
      return next;
    }
    return changes.write(exchange, before, next);
  }

  private static ObjectNode withStatus(ObjectNode before, ObjectNode object) {
    ObjectNode next = before.deepCopy();
    if (object.has("status")) {
      next.set("status", object.get("status"));
    } else {
      next.remove("status");
    }
    JsonNode managers = object.path("metadata").get("managedFields");
    if (managers != null) {
      Trees.ensure(next, "metadata").set("managedFields", managers);
    }
    return next;
  }

  private static void validate(ResourceType type, Optional<ObjectNode> before, ObjectNode next) {
    List<Conformance.Violation> found = new ArrayList<>(Metadata.check(type, next));
    Conformance conformance = Conformance.of(next, type.shape());
    found.addAll(conformance.violations());
    if (type.custom()) {
      conformance
          .duplicates()
          .forEach(
              twice ->
                  found.add(
                      new Conformance.Violation(
                          "FieldValueDuplicate",
                          twice.path(),
                          "Duplicate value: " + twice.value())));
    }
    found.addAll(Validation.check(type.resource(), next, before.isEmpty()));
    before.ifPresent(
        old -> {
          found.addAll(Metadata.check(old, next));
          found.addAll(Immutability.check(type.resource(), old, next));
        });
    if (!found.isEmpty()) {
      throw ApiRefusal.invalid(type, Trees.text(next, "metadata", "name"), found);
    }
  }

  private static boolean specChanged(ObjectNode before, ObjectNode next) {
    ObjectNode old = before.deepCopy();
    ObjectNode now = next.deepCopy();
    old.remove(List.of("metadata", "status"));
    now.remove(List.of("metadata", "status"));
    return !Trees.same(old, now);
  }

  private static void manage(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode next, Managed managed) {
    if (managed == Managed.BY_APPLY) {
      return;
    }
    ObjectNode known = before.map(ObjectNode::deepCopy).orElseGet(Trees::object);
    if (managed == Managed.FORGOTTEN) {
      Trees.ensure(known, "metadata").remove("managedFields");
    }
    Trees.ensure(next, "metadata").remove("managedFields");
    management(exchange).update(known, next, exchange.request().fieldManager(), exchange.now());
  }

  /** An object as it counts: who has managed its fields, but not since when. */
  private static ObjectNode timeless(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    for (JsonNode entry : Trees.at(copy, "metadata", "managedFields")) {
      ((ObjectNode) entry).remove("time");
    }
    return copy;
  }

  static FieldManagement management(Exchange exchange) {
    ResourceType type = exchange.type();
    return new FieldManagement(
        type.shape(), type.apiVersion(), exchange.request().subresource(), type.hasStatus());
  }
}
