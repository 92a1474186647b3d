package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Shape;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Server-side apply and the bookkeeping of who set which field, as Kubernetes defines them
 * (structured-merge-diff): a set of paths for each manager, conflicts, and removal of what a
 * manager no longer applies.
 *
 * @param subresource {@code status} or empty
 */
public record FieldManagement(
    Shape.Struct type, String apiVersion, String subresource, boolean statusApart) {

  private static final List<String> META_STRIPPED =
      List.of(
          "name",
          "namespace",
          "creationTimestamp",
          "selfLink",
          "uid",
          "generation",
          "managedFields",
          "resourceVersion",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  /** What an apply comes to. */
  public sealed interface Applied {

    /** The object as it shall be, managedFields included. */
    record Merged(ObjectNode object) implements Applied {}

    /** Others own what it would change, and it does not force. */
    record Conflicting(Conflict conflict) implements Applied {}
  }

  /** {@code live} is an empty object when there is none yet. */
  public Applied apply(
      ObjectNode live, ObjectNode applied, String name, boolean force, Instant now) {
    Map<Manager, Manager.Owned> managers =
        new LinkedHashMap<>(Manager.parse(Trees.at(live, "metadata", "managedFields")));
    Manager self = new Manager(name, "Apply", apiVersion, subresource);
    FieldSet last = managers.containsKey(self) ? managers.get(self).fields() : new FieldSet();
    FieldSet claimed = strip(Paths.claimed(applied, type));
    ObjectNode merged = (ObjectNode) TypedMerge.overlay(live, applied, type);
    FieldSet kept = claimed;
    for (Map.Entry<Manager, Manager.Owned> other : managers.entrySet()) {
      if (!other.getKey().equals(self)) {
        kept = kept.union(other.getValue().fields());
      }
    }
    TypedMerge.remove(merged, type, last.minus(claimed), kept);
    Difference change = difference(live, merged);
    FieldSet touched = change.modified().union(change.added());
    List<Conflict.Cause> causes = new ArrayList<>();
    Map<Manager, Manager.Owned> after = new LinkedHashMap<>();
    for (Map.Entry<Manager, Manager.Owned> other : managers.entrySet()) {
      if (other.getKey().equals(self)) {
        continue;
      }
      FieldSet fields = other.getValue().fields();
      FieldSet contested = fields.intersection(touched);
      contested
          .paths()
          .forEach(path -> causes.add(new Conflict.Cause(shown(other.getKey()), path)));
      keep(
          after, other.getKey(), other.getValue(), fields.minus(contested).minus(change.removed()));
    }
    if (!causes.isEmpty() && !force) {
      return new Applied.Conflicting(new Conflict(causes));
    }
    // An apply that changes nothing keeps the manager's time; a new manager then has none.
    Manager.Owned before = managers.get(self);
    String time =
        !unmanaged(live).equals(unmanaged(merged))
            ? Manager.time(now)
            : before == null ? "" : before.time();
    after.put(self, new Manager.Owned(claimed, time));
    write(merged, after);
    return new Applied.Merged(merged);
  }

  private static ObjectNode unmanaged(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    Trees.ensure(copy, "metadata").remove("managedFields");
    return copy;
  }

  /** Writes into a fresh {@code next} who owns what after an update by {@code name}. */
  public void update(ObjectNode live, ObjectNode next, String name, Instant now) {
    Map<Manager, Manager.Owned> managers =
        Manager.parse(Trees.at(live, "metadata", "managedFields"));
    Difference change = difference(live, next);
    FieldSet touched = change.modified().union(change.added());
    Manager self = new Manager(name, "Update", apiVersion, subresource);
    Map<Manager, Manager.Owned> after = new LinkedHashMap<>();
    managers.forEach(
        (manager, owned) ->
            keep(
                after,
                manager,
                owned,
                manager.equals(self)
                    ? owned.fields().union(touched).minus(change.removed())
                    : owned.fields().minus(change.modified()).minus(change.removed())));
    if (!touched.isEmpty()) {
      Manager.Owned mine = after.get(self);
      after.put(
          self,
          new Manager.Owned(
              mine == null ? touched : mine.fields().union(touched),
              // Scales have no times of their own.
              subresource.equals("scale") ? "" : Manager.time(now)));
    }
    write(next, after);
  }

  private static void write(ObjectNode object, Map<Manager, Manager.Owned> managers) {
    if (managers.isEmpty()) {
      Trees.ensure(object, "metadata").remove("managedFields");
    } else {
      Trees.ensure(object, "metadata").set("managedFields", Manager.toJson(managers));
    }
  }

  private static void keep(
      Map<Manager, Manager.Owned> after, Manager manager, Manager.Owned owned, FieldSet fields) {
    if (!fields.isEmpty()) {
      after.put(manager, new Manager.Owned(fields, owned.time()));
    }
  }

  private Difference difference(JsonNode before, JsonNode after) {
    Difference all = Difference.between(before, after, type);
    return new Difference(strip(all.added()), strip(all.modified()), strip(all.removed()));
  }

  private FieldSet strip(FieldSet fields) {
    fields.drop("f:apiVersion");
    fields.drop("f:kind");
    if (!subresource.equals("status")) {
      META_STRIPPED.forEach(name -> fields.child("f:metadata").drop("f:" + name));
      if (statusApart) {
        fields.drop("f:status");
      }
    } else {
      List<String> others =
          fields.children().keySet().stream().filter(name -> !name.equals("f:status")).toList();
      others.forEach(fields::drop);
    }
    return fields.tidy();
  }

  private static String shown(Manager manager) {
    String name = "\"" + manager.name() + "\"";
    String using = manager.applies() ? "" : " using " + manager.apiVersion();
    return name
        + (manager.subresource().isEmpty()
            ? ""
            : " with subresource \"" + manager.subresource() + "\"")
        + using;
  }
}
