package dev.fedctl.sandbox.kube.rules;

import static dev.fedctl.sandbox.kube.tree.Trees.ensure;
import static dev.fedctl.sandbox.kube.tree.Trees.fill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;

/** The defaults of a pod's specification. */
final class PodDefaults {

  private static final int READABLE = 420;

  private PodDefaults() {}

  static void template(ObjectNode template) {
    ensure(template, "metadata");
    spec(ensure(template, "spec"));
  }

  static void spec(ObjectNode spec) {
    fill(spec, "restartPolicy", "Always");
    fill(spec, "terminationGracePeriodSeconds", 30);
    fill(spec, "dnsPolicy", "ClusterFirst");
    fill(spec, "securityContext", Trees.object());
    fill(spec, "schedulerName", "default-scheduler");
    String account = Trees.text(spec, "serviceAccountName");
    if (!account.isEmpty()) {
      fill(spec, "serviceAccount", account);
    }
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : spec.path(list)) {
        if (container instanceof ObjectNode open) {
          container(open);
        }
      }
    }
    for (JsonNode volume : spec.path("volumes")) {
      mode(volume.path("secret"));
      mode(volume.path("configMap"));
      mode(volume.path("projected"));
    }
  }

  private static void mode(JsonNode source) {
    if (source instanceof ObjectNode open) {
      fill(open, "defaultMode", READABLE);
    }
  }

  private static void container(ObjectNode container) {
    fill(container, "terminationMessagePath", "/dev/termination-log");
    fill(container, "terminationMessagePolicy", "File");
    fill(container, "resources", Trees.object());
    String image = Trees.text(container, "image");
    boolean floating =
        image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
    fill(
        container, "imagePullPolicy", floating && !image.contains("@") ? "Always" : "IfNotPresent");
    for (JsonNode port : container.path("ports")) {
      if (port instanceof ObjectNode open) {
        fill(open, "protocol", "TCP");
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (Trees.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode open) {
        fill(open, "apiVersion", "v1");
      }
    }
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode open) {
        probe(open);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    fill(probe, "timeoutSeconds", 1);
    fill(probe, "periodSeconds", 10);
    fill(probe, "successThreshold", 1);
    fill(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode request) {
      fill(request, "scheme", "HTTP");
      fill(request, "path", "/");
    }
  }
}
