package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.Quantities;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kube-apiserver refuses in workloads, the pods that they make and the claims of those. */
final class PodRules {

  private PodRules() {}

  static void workload(String resource, JsonNode spec, List<Violation> found) {
    if (spec.path("replicas").asInt(0) < 0) {
      found.add(
          invalid("spec.replicas", spec.path("replicas"), "must be greater than or equal to 0"));
    }
    if (resource.startsWith("deployments")) {
      strategy(spec.path("strategy"), found);
    }
    String management = Trees.text(spec, "podManagementPolicy");
    if (!List.of("", "OrderedReady", "Parallel").contains(management)) {
      Names.invalid(
          found, "spec.podManagementPolicy", management, "must be 'OrderedReady' or 'Parallel'");
    }
    JsonNode selector = spec.path("selector");
    JsonNode labels = Trees.at(spec, "template", "metadata", "labels");
    if (selector.isObject() && selector.isEmpty()) {
      found.add(
          invalid(
              "spec.selector",
              selector,
              "empty selector is invalid for "
                  + (resource.startsWith("stateful") ? "statefulset" : "deployment")));
    } else if (!selector.isObject() || !LabelSelector.matches(selector, labels)) {
      found.add(
          invalid(
              "spec.template.metadata.labels",
              labels.isMissingNode() ? Trees.JSON.nullNode() : labels,
              "`selector` does not match template `labels`"));
    }
    Names.labels(labels, "spec.template.metadata.labels", found);
    List<String> claimed = new ArrayList<>();
    JsonNode claims = spec.path("volumeClaimTemplates");
    claims.forEach(claim -> claimed.add(Trees.text(claim, "metadata", "name")));
    podSpec(Trees.at(spec, "template", "spec"), "spec.template.spec", claimed, found);
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

  private static void strategy(JsonNode strategy, List<Violation> found) {
    String type = Trees.text(strategy, "type");
    if (!List.of("Recreate", "RollingUpdate").contains(type)) {
      found.add(
          new Violation(
              "FieldValueNotSupported",
              "spec.strategy",
              "Unsupported value: {\"Type\":\""
                  + type
                  + "\",\"RollingUpdate\":null}: supported values: \"Recreate\","
                  + " \"RollingUpdate\""));
    } else if (type.equals("Recreate") && strategy.has("rollingUpdate")) {
      found.add(
          new Violation(
              "FieldValueForbidden",
              "spec.strategy.rollingUpdate",
              "Forbidden: may not be specified when strategy `type` is 'Recreate'"));
    }
    JsonNode rolling = strategy.path("rollingUpdate");
    if (isNone(rolling.path("maxSurge")) && isNone(rolling.path("maxUnavailable"))) {
      found.add(
          invalid(
              "spec.strategy.rollingUpdate.maxUnavailable",
              rolling.path("maxUnavailable"),
              "may not be 0 when `maxSurge` is 0"));
    }
  }

  private static boolean isNone(JsonNode count) {
    return count.asText().equals("0") || count.asText().equals("0%");
  }

  static void claim(JsonNode spec, String path, List<Violation> found) {
    if (spec.path("accessModes").isEmpty()) {
      found.add(
          new Violation(
              "FieldValueRequired",
              path + ".accessModes",
              "Required value: at least 1 access mode is required"));
    }
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

  static void podSpec(JsonNode spec, String path, List<String> claimed, List<Violation> found) {
    if (spec.path("containers").isArray() && spec.path("containers").isEmpty()) {
      found.add(new Violation("FieldValueRequired", path + ".containers", "Required value"));
    }
    Set<String> volumes = names(spec.path("volumes"), path + ".volumes", found);
    volumes.addAll(claimed);
    JsonNode containers = spec.path("containers");
    names(containers, path + ".containers", found);
    for (int i = 0; i < containers.size(); i++) {
      String place = path + ".containers[" + i + "]";
      JsonNode ports = containers.get(i).path("ports");
      for (int p = 0; p < ports.size(); p++) {
        portRange(
            ports.get(p).path("containerPort"), place + ".ports[" + p + "].containerPort", found);
      }
      resources(containers.get(i).path("resources"), place + ".resources", found);
      mounts(containers.get(i).path("volumeMounts"), place + ".volumeMounts", volumes, found);
    }
  }

  /** Names are DNS labels, each once; required ones are asked for elsewhere. */
  private static Set<String> names(JsonNode items, String path, List<Violation> found) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String name = Trees.text(items.get(i), "name");
      String place = path + "[" + i + "].name";
      if (!name.isEmpty()) {
        Names.invalid(found, place, name, Names.label(name));
        if (!names.add(name)) {
          found.add(
              new Violation("FieldValueDuplicate", place, "Duplicate value: \"" + name + "\""));
        }
      }
    }
    return names;
  }

  private static void resources(JsonNode resources, String path, List<Violation> found) {
    for (var request : resources.path("requests").properties()) {
      JsonNode limit = resources.path("limits").path(request.getKey());
      if (!limit.isMissingNode()
          && Quantities.value(request.getValue().asText())
                  .compareTo(Quantities.value(limit.asText()))
              > 0) {
        Names.invalid(
            found,
            path + ".requests",
            request.getValue().asText(),
            "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
      }
    }
  }

  private static void mounts(
      JsonNode mounts, String path, Set<String> volumes, List<Violation> found) {
    Set<String> places = new HashSet<>();
    for (int m = 0; m < mounts.size(); m++) {
      String name = Trees.text(mounts.get(m), "name");
      if (!volumes.contains(name)) {
        found.add(
            new Violation(
                "FieldValueNotFound", path + "[" + m + "].name", "Not found: \"" + name + "\""));
      }
      String place = Trees.text(mounts.get(m), "mountPath");
      if (!places.add(place)) {
        Names.invalid(found, path + "[" + m + "].mountPath", place, "must be unique");
      }
    }
  }

  static void portRange(JsonNode port, String path, List<Violation> found) {
    if (port.isIntegralNumber() && (port.asInt() < 1 || port.asInt() > 65535)) {
      found.add(invalid(path, port, "must be between 1 and 65535, inclusive"));
    }
  }

  private static Violation invalid(String field, JsonNode value, String why) {
    return new Violation("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
  }
}
