package dev.fedctl.sandbox.kube.rules;

import static dev.fedctl.sandbox.kube.tree.Trees.ensure;
import static dev.fedctl.sandbox.kube.tree.Trees.fill;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.Base64;
import java.util.Locale;

/** What kube-apiserver fills in where a manifest says nothing, so far as anybody can see it. */
public final class Defaults {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private Defaults() {}

  /** Changes a fresh tree. */
  public static void fillIn(String resource, ObjectNode object) {
    switch (resource) {
      case "namespaces" -> {
        ensure(object, "metadata", "labels")
            .put("kubernetes.io/metadata.name", Trees.text(object, "metadata", "name"));
        fill(ensure(object, "spec"), "finalizers", Trees.array().add("kubernetes"));
      }
      case "secrets" -> secret(object);
      case "services" -> service(ensure(object, "spec"));
      case "deployments.apps" -> deployment(ensure(object, "spec"));
      case "statefulsets.apps" -> statefulSet(ensure(object, "spec"));
      case "daemonsets.apps" -> {
        ObjectNode spec = ensure(object, "spec");
        PodDefaults.template(ensure(spec, "template"));
        fill(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = ensure(spec, "updateStrategy");
        fill(strategy, "type", "RollingUpdate");
        if (Trees.text(strategy, "type").equals("RollingUpdate")) {
          fill(ensure(strategy, "rollingUpdate"), "maxUnavailable", 1);
          fill(ensure(strategy, "rollingUpdate"), "maxSurge", 0);
        }
      }
      case "leases.coordination.k8s.io" -> ensure(object, "spec");
      case "pods" -> PodDefaults.spec(ensure(object, "spec"));
      case "persistentvolumeclaims" -> claim(object);
      case "storageclasses.storage.k8s.io" -> {
        fill(object, "reclaimPolicy", "Delete");
        fill(object, "volumeBindingMode", "Immediate");
      }
      case "rolebindings." + RBAC, "clusterrolebindings." + RBAC -> binding(object);
      case "mutatingwebhookconfigurations.admissionregistration.k8s.io" -> webhooks(object, true);
      case "validatingwebhookconfigurations.admissionregistration.k8s.io" ->
          webhooks(object, false);
      case "apiservices.apiregistration.k8s.io" -> {
        if (Trees.at(object, "spec", "service").isObject()) {
          fill(ensure(object, "spec", "service"), "port", 443);
        }
      }
      case "customresourcedefinitions.apiextensions.k8s.io" -> definition(ensure(object, "spec"));
      default -> {}
    }
  }

  private static void secret(ObjectNode object) {
    fill(object, "type", "Opaque");
    JsonNode plain = object.remove("stringData");
    if (plain != null && plain.isObject()) {
      ObjectNode data = ensure(object, "data");
      plain
          .properties()
          .forEach(
              field ->
                  data.put(
                      field.getKey(),
                      Base64.getEncoder()
                          .encodeToString(field.getValue().asText().getBytes(UTF_8))));
    }
  }

  private static void service(ObjectNode spec) {
    fill(spec, "type", "ClusterIP");
    fill(spec, "sessionAffinity", "None");
    String type = Trees.text(spec, "type");
    for (JsonNode port : spec.path("ports")) {
      if (port instanceof ObjectNode open) {
        fill(open, "protocol", "TCP");
        fill(open, "targetPort", open.path("port"));
      }
    }
    if (type.equals("ExternalName")) {
      return;
    }
    fill(spec, "internalTrafficPolicy", "Cluster");
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      fill(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer")) {
      fill(spec, "allocateLoadBalancerNodePorts", true);
    }
  }

  private static void deployment(ObjectNode spec) {
    fill(spec, "replicas", 1);
    fill(spec, "revisionHistoryLimit", 10);
    fill(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = ensure(spec, "strategy");
    fill(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      ObjectNode rolling = ensure(strategy, "rollingUpdate");
      fill(rolling, "maxSurge", "25%");
      fill(rolling, "maxUnavailable", "25%");
    }
    PodDefaults.template(ensure(spec, "template"));
  }

  private static void statefulSet(ObjectNode spec) {
    fill(spec, "replicas", 1);
    fill(spec, "revisionHistoryLimit", 10);
    fill(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = ensure(spec, "updateStrategy");
    fill(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      fill(ensure(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = ensure(spec, "persistentVolumeClaimRetentionPolicy");
    fill(retention, "whenDeleted", "Retain");
    fill(retention, "whenScaled", "Retain");
    PodDefaults.template(ensure(spec, "template"));
    for (JsonNode template : spec.path("volumeClaimTemplates")) {
      if (template instanceof ObjectNode claim) {
        fill(claim, "apiVersion", "v1");
        fill(claim, "kind", "PersistentVolumeClaim");
        claim(claim);
      }
    }
  }

  private static void claim(ObjectNode claim) {
    fill(ensure(claim, "spec"), "volumeMode", "Filesystem");
    fill(ensure(claim, "status"), "phase", "Pending");
  }

  private static void binding(ObjectNode object) {
    if (object.get("roleRef") instanceof ObjectNode role) {
      fill(role, "apiGroup", RBAC);
    }
    for (JsonNode subject : object.path("subjects")) {
      if (subject instanceof ObjectNode open
          && !Trees.text(open, "kind").equals("ServiceAccount")) {
        fill(open, "apiGroup", RBAC);
      }
    }
  }

  private static void webhooks(ObjectNode object, boolean mutating) {
    for (JsonNode webhook : object.path("webhooks")) {
      if (!(webhook instanceof ObjectNode open)) {
        continue;
      }
      fill(open, "failurePolicy", "Fail");
      fill(open, "matchPolicy", "Equivalent");
      fill(open, "namespaceSelector", Trees.object());
      fill(open, "objectSelector", Trees.object());
      fill(open, "timeoutSeconds", 10);
      if (mutating) {
        fill(open, "reinvocationPolicy", "Never");
      }
      if (Trees.at(open, "clientConfig", "service").isObject()) {
        fill(ensure(open, "clientConfig", "service"), "port", 443);
      }
      for (JsonNode rule : open.path("rules")) {
        if (rule instanceof ObjectNode fields) {
          fill(fields, "scope", "*");
        }
      }
    }
  }

  private static void definition(ObjectNode spec) {
    ObjectNode names = ensure(spec, "names");
    String kind = Trees.text(names, "kind");
    if (!kind.isEmpty()) {
      fill(names, "singular", kind.toLowerCase(Locale.ROOT));
      fill(names, "listKind", kind + "List");
    }
    fill(ensure(spec, "conversion"), "strategy", "None");
  }
}
