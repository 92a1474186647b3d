package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/** What may not change once an object is there. */
public final class Immutability {

  private static final String IMMUTABLE = "field is immutable";
  private static final List<String> STATEFUL_SET_OPEN =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private Immutability() {}

  public static List<Violation> check(String resource, ObjectNode before, ObjectNode after) {
    List<Violation> found = new ArrayList<>();
    switch (resource) {
      case "deployments.apps", "daemonsets.apps", "replicasets.apps" ->
          fixed(before, after, found, "spec", "selector");
      case "statefulsets.apps" -> {
        ObjectNode old = before.path("spec").deepCopy();
        ObjectNode now = after.path("spec").deepCopy();
        old.remove(STATEFUL_SET_OPEN);
        now.remove(STATEFUL_SET_OPEN);
        if (!Trees.same(old, now)) {
          found.add(
              new Violation(
                  "FieldValueForbidden",
                  "spec",
                  "Forbidden: updates to statefulset spec for fields other than 'replicas',"
                      + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                      + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                      + " forbidden"));
        }
      }
      case "services" -> {
        boolean addressed =
            !Trees.text(before, "spec", "type").equals("ExternalName")
                && !Trees.text(after, "spec", "type").equals("ExternalName");
        if (addressed && !Trees.text(before, "spec", "clusterIP").isEmpty()) {
          String old = Trees.text(before, "spec", "clusterIP");
          if (!Trees.text(after, "spec", "clusterIP").equals(old)) {
            found.add(
                new Violation(
                    "FieldValueInvalid",
                    "spec.clusterIPs[0]",
                    "Invalid value: [\""
                        + Trees.text(after, "spec", "clusterIP")
                        + "\"]: may not change once set"));
          }
        }
        String lbClass = Trees.text(before, "spec", "loadBalancerClass");
        if (Trees.text(before, "spec", "type").equals("LoadBalancer")
            && Trees.text(after, "spec", "type").equals("LoadBalancer")
            && !Trees.text(after, "spec", "loadBalancerClass").equals(lbClass)) {
          found.add(
              new Violation(
                  "FieldValueInvalid",
                  "spec.loadBalancerClass",
                  "Invalid value: \""
                      + Trees.text(after, "spec", "loadBalancerClass")
                      + "\": may not change once set"));
        }
      }
      case "secrets", "configmaps" -> sealed(resource, before, after, found);
      case "persistentvolumeclaims" -> {
        ObjectNode old = before.path("spec").deepCopy();
        ObjectNode now = after.path("spec").deepCopy();
        // A claim gets its volume from a controller, once; only a bound one may grow.
        if (Trees.text(before, "spec", "volumeName").isEmpty()) {
          now.remove("volumeName");
        } else {
          for (ObjectNode spec : List.of(old, now)) {
            spec.remove(List.of("resources", "volumeAttributesClassName"));
          }
        }
        if (!Trees.same(old, now)) {
          found.add(
              new Violation(
                  "FieldValueForbidden",
                  "spec",
                  "Forbidden: spec is immutable after creation except resources.requests and"
                      + " volumeAttributesClassName for bound claims"));
        }
      }
      case "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" -> {
        if (!Trees.same(before.path("roleRef"), after.path("roleRef"))) {
          found.add(
              new Violation(
                  "FieldValueInvalid",
                  "roleRef",
                  "Invalid value: "
                      + Trees.object()
                          .put("APIGroup", Trees.text(after, "roleRef", "apiGroup"))
                          .put("Kind", Trees.text(after, "roleRef", "kind"))
                          .put("Name", Trees.text(after, "roleRef", "name"))
                      + ": cannot change roleRef"));
        }
      }
      case "storageclasses.storage.k8s.io" -> storageClass(before, after, found);
      case "customresourcedefinitions.apiextensions.k8s.io" -> {
        fixed(before, after, found, "spec", "scope");
        fixed(before, after, found, "spec", "group");
      }
      default -> {}
    }
    return found;
  }

  private static void storageClass(ObjectNode before, ObjectNode after, List<Violation> found) {
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!Trees.same(before.path(field), after.path(field))) {
        found.add(
            new Violation(
                "FieldValueForbidden",
                field,
                "Forbidden: updates to " + field + " are forbidden."));
      }
    }
    fixed(before, after, found, "volumeBindingMode");
  }

  private static void sealed(
      String resource, ObjectNode before, ObjectNode after, List<Violation> found) {
    if (resource.equals("secrets")) {
      fixed(before, after, found, "type");
    }
    if (!before.path("immutable").asBoolean()) {
      return;
    }
    if (!after.path("immutable").asBoolean()) {
      found.add(
          new Violation(
              "FieldValueForbidden",
              "immutable",
              "Forbidden: field is immutable when `immutable` is set"));
    }
    for (String field : List.of("data", "binaryData")) {
      if (!Trees.same(before.path(field), after.path(field))) {
        found.add(
            new Violation(
                "FieldValueForbidden",
                field,
                "Forbidden: field is immutable when `immutable` is set"));
      }
    }
  }

  private static void fixed(
      ObjectNode before, ObjectNode after, List<Violation> found, String... path) {
    JsonNode now = Trees.at(after, path);
    if (!Trees.same(Trees.at(before, path), now)) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              String.join(".", path),
              "Invalid value: " + (now.isMissingNode() ? "null" : now) + ": " + IMMUTABLE));
    }
  }
}
