package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;

/** The status of an object that no controller has seen yet. */
public final class FreshStatus {

  private FreshStatus() {}

  /** Changes a fresh tree. */
  public static void fillIn(String resource, ObjectNode object) {
    switch (resource) {
      case "namespaces" -> Trees.ensure(object, "status").put("phase", "Active");
      case "services" -> Trees.ensure(object, "status", "loadBalancer");
      case "statefulsets.apps" ->
          Trees.ensure(object, "status").put("replicas", 0).put("availableReplicas", 0);
      case "daemonsets.apps" ->
          Trees.ensure(object, "status")
              .put("currentNumberScheduled", 0)
              .put("numberMisscheduled", 0)
              .put("desiredNumberScheduled", 0)
              .put("numberReady", 0);
      case "deployments.apps", "apiservices.apiregistration.k8s.io" ->
          Trees.ensure(object, "status");
      case "poddisruptionbudgets.policy" ->
          Trees.ensure(object, "status")
              .put("disruptionsAllowed", 0)
              .put("currentHealthy", 0)
              .put("desiredHealthy", 0)
              .put("expectedPods", 0);
      case "customresourcedefinitions.apiextensions.k8s.io" -> definition(object);
      default -> {}
    }
  }

  /** Which versions are stored is known at once; the rest is for controllers to say. */
  private static void definition(ObjectNode object) {
    ObjectNode status = Trees.ensure(object, "status");
    status.putNull("conditions");
    status.putObject("acceptedNames").put("plural", "").put("kind", "");
    status.putNull("storedVersions");
    for (JsonNode version : Trees.at(object, "spec", "versions")) {
      if (version.path("storage").asBoolean()) {
        status.putArray("storedVersions").add(Trees.text(version, "name"));
      }
    }
  }
}
