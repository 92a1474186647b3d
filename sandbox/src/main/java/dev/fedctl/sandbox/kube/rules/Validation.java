package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kube-apiserver refuses beyond types, required fields and enumerations. */
public final class Validation {

  private Validation() {}

  /** What is wrong with a defaulted object. */
  public static List<Violation> check(String resource, ObjectNode object) {
    List<Violation> found = new ArrayList<>();
    switch (resource) {
      case "secrets" -> secret(object, found);
      case "services" -> service(object.path("spec"), found);
      case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" ->
          workload(resource, object.path("spec"), found);
      case "pods" -> podSpec(object.path("spec"), "spec", List.of(), found);
      case "poddisruptionbudgets.policy" -> {
        JsonNode spec = object.path("spec");
        if (spec.hasNonNull("minAvailable") && spec.hasNonNull("maxUnavailable")) {
          found.add(
              new Violation(
                  "FieldValueInvalid",
                  "spec",
                  "Invalid value: minAvailable and maxUnavailable cannot be both set"));
        }
      }
      case "persistentvolumeclaims" -> claim(object.path("spec"), "spec", found);
      case "apiservices.apiregistration.k8s.io" -> {
        String name = Trees.text(object, "metadata", "name");
        String wanted =
            Trees.text(object, "spec", "version") + "." + Trees.text(object, "spec", "group");
        if (!name.equals(wanted)) {
          Names.invalid(
              found,
              "metadata.name",
              name,
              "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
        }
      }
      case "customresourcedefinitions.apiextensions.k8s.io" -> definition(object, found);
      default -> {}
    }
    return found;
  }

  private static void secret(ObjectNode object, List<Violation> found) {
    for (var entry : object.path("data").properties()) {
      if (!entry.getKey().matches("[-._a-zA-Z0-9]+")) {
        Names.invalid(
            found,
            "data[" + entry.getKey() + "]",
            entry.getKey(),
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
                + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
                + " '[-._a-zA-Z0-9]+')");
      }
    }
    JsonNode data = object.path("data");
    switch (Trees.text(object, "type")) {
      case "kubernetes.io/tls" -> {
        need(data, "tls.crt", "data[tls.crt]", found);
        need(data, "tls.key", "data[tls.key]", found);
      }
      case "kubernetes.io/service-account-token" -> {
        if (Trees.text(
                object.path("metadata").path("annotations"), "kubernetes.io/service-account.name")
            .isEmpty()) {
          found.add(
              new Violation(
                  "FieldValueRequired",
                  "metadata.annotations[kubernetes.io/service-account.name]",
                  "Required value"));
        }
      }
      default -> {}
    }
  }

  /** The first value of a Secret's data that is not base64; empty text when all are. */
  public static String notBase64(ObjectNode secret) {
    for (var entry : secret.path("data").properties()) {
      try {
        Base64.getDecoder().decode(entry.getValue().asText());
      } catch (IllegalArgumentException e) {
        return entry.getKey();
      }
    }
    return "";
  }

  private static void service(JsonNode spec, List<Violation> found) {
    String type = Trees.text(spec, "type");
    JsonNode ports = spec.path("ports");
    boolean headless = Trees.text(spec, "clusterIP").equals("None");
    if (type.equals("ExternalName")) {
      need(spec, "externalName", "spec.externalName", found);
    } else if (ports.isEmpty() && !headless) {
      found.add(new Violation("FieldValueRequired", "spec.ports", "Required value"));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonNode port = ports.get(i);
      String path = "spec.ports[" + i + "]";
      String name = Trees.text(port, "name");
      if (name.isEmpty() && ports.size() > 1) {
        found.add(new Violation("FieldValueRequired", path + ".name", "Required value"));
      } else if (!name.isEmpty() && !Names.isLabel(name)) {
        Names.invalid(
            found,
            path + ".name",
            name,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character");
      } else if (!name.isEmpty() && !names.add(name)) {
        found.add(
            new Violation(
                "FieldValueDuplicate", path + ".name", "Duplicate value: \"" + name + "\""));
      }
      portRange(port.path("port"), path + ".port", found);
      if (port.path("targetPort").isIntegralNumber()) {
        portRange(port.path("targetPort"), path + ".targetPort", found);
      }
      if (port.path("nodePort").asInt() != 0 && type.equals("ClusterIP")) {
        found.add(
            new Violation(
                "FieldValueForbidden",
                path + ".nodePort",
                "Forbidden: may not be used when `type` is 'ClusterIP'"));
      }
    }
    if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
      Names.invalid(
          found,
          "spec.clusterIPs[0]",
          "None",
          "may not be set to 'None' for " + type + " services");
    }
    Names.labels(spec.path("selector"), "spec.selector", found);
  }

  private static void portRange(JsonNode port, String path, List<Violation> found) {
    if (port.isIntegralNumber() && (port.asInt() < 1 || port.asInt() > 65535)) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              path,
              "Invalid value: " + port.asInt() + ": must be between 1 and 65535, inclusive"));
    }
  }

  private static void workload(String resource, JsonNode spec, List<Violation> found) {
    if (spec.path("replicas").asInt(0) < 0) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              "spec.replicas",
              "Invalid value: " + spec.path("replicas") + ": must be greater than or equal to 0"));
    }
    JsonNode selector = spec.path("selector");
    JsonNode labels = Trees.at(spec, "template", "metadata", "labels");
    if (selector.isObject() && selector.isEmpty()) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              "spec.selector",
              "Invalid value: {}: empty selector is invalid for "
                  + (resource.startsWith("stateful") ? "statefulset" : "deployment")));
    } else if (selector.isObject() && !LabelSelector.matches(selector, labels)) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              "spec.template.metadata.labels",
              "Invalid value: "
                  + (labels.isMissingNode() ? "null" : labels)
                  + ": `selector` does not match template `labels`"));
    }
    Names.labels(labels, "spec.template.metadata.labels", found);
    List<String> claimed = new ArrayList<>();
    spec.path("volumeClaimTemplates")
        .forEach(claim -> claimed.add(Trees.text(claim, "metadata", "name")));
    podSpec(Trees.at(spec, "template", "spec"), "spec.template.spec", claimed, found);
    JsonNode claims = spec.path("volumeClaimTemplates");
    for (int i = 0; i < claims.size(); i++) {
      claim(claims.get(i).path("spec"), "spec.volumeClaimTemplates[" + i + "].spec", found);
    }
    String restart = Trees.text(spec, "template", "spec", "restartPolicy");
    if (!restart.isEmpty() && !restart.equals("Always")) {
      found.add(
          new Violation(
              "FieldValueNotSupported",
              "spec.template.spec.restartPolicy",
              "Unsupported value: \"" + restart + "\": supported values: \"Always\""));
    }
  }

  private static void claim(JsonNode spec, String path, List<Violation> found) {
    for (JsonNode mode : spec.path("accessModes")) {
      if (!List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
          .contains(mode.asText())) {
        found.add(
            new Violation(
                "FieldValueNotSupported",
                path + ".accessModes",
                "Unsupported value: \""
                    + mode.asText()
                    + "\": supported values: \"ReadOnlyMany\","
                    + " \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\""));
      }
    }
    if (!Trees.at(spec, "resources", "requests").has("storage")) {
      found.add(
          new Violation("FieldValueRequired", path + ".resources[storage]", "Required value"));
    }
  }

  private static void podSpec(
      JsonNode spec, String path, List<String> claimed, List<Violation> found) {
    if (spec.path("containers").isArray() && spec.path("containers").isEmpty()) {
      found.add(new Violation("FieldValueRequired", path + ".containers", "Required value"));
    }
    Set<String> volumes = new HashSet<>(claimed);
    spec.path("volumes").forEach(volume -> volumes.add(Trees.text(volume, "name")));
    JsonNode containers = spec.path("containers");
    for (int i = 0; i < containers.size(); i++) {
      String place = path + ".containers[" + i + "]";
      String name = Trees.text(containers.get(i), "name");
      if (!name.isEmpty() && !Names.isLabel(name)) {
        Names.invalid(
            found,
            place + ".name",
            name,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
      }
      JsonNode ports = containers.get(i).path("ports");
      for (int p = 0; p < ports.size(); p++) {
        portRange(
            ports.get(p).path("containerPort"), place + ".ports[" + p + "].containerPort", found);
      }
    }
    mounts(containers, path, volumes, found);
  }

  private static void mounts(
      JsonNode containers, String path, Set<String> volumes, List<Violation> found) {
    for (int i = 0; i < containers.size(); i++) {
      JsonNode mounts = containers.get(i).path("volumeMounts");
      for (int m = 0; m < mounts.size(); m++) {
        String name = Trees.text(mounts.get(m), "name");
        if (!volumes.contains(name)) {
          found.add(
              new Violation(
                  "FieldValueNotFound",
                  path + ".containers[" + i + "].volumeMounts[" + m + "].name",
                  "Not found: \"" + name + "\""));
        }
      }
    }
  }

  private static void definition(ObjectNode object, List<Violation> found) {
    String name = Trees.text(object, "metadata", "name");
    String wanted =
        Trees.text(object, "spec", "names", "plural") + "." + Trees.text(object, "spec", "group");
    if (!name.equals(wanted)) {
      Names.invalid(found, "metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
    }
    int storage = 0;
    JsonNode versions = Trees.at(object, "spec", "versions");
    for (int i = 0; i < versions.size(); i++) {
      storage += versions.get(i).path("storage").asBoolean() ? 1 : 0;
      if (!Trees.at(versions.get(i), "schema", "openAPIV3Schema").isObject()) {
        found.add(
            new Violation(
                "FieldValueRequired",
                "spec.versions[" + i + "].schema.openAPIV3Schema",
                "Required value: schemas are required"));
      }
    }
    if (storage != 1) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              "spec.versions",
              "Invalid value: must have exactly one version marked as storage version"));
    }
  }

  private static void need(JsonNode node, String field, String path, List<Violation> found) {
    if (Trees.text(node, field).isEmpty()) {
      found.add(new Violation("FieldValueRequired", path, "Required value"));
    }
  }
}
