package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What kube-apiserver refuses beyond types, required fields and enumerations. */
public final class Validation {

  private static final int CONTENT_LIMIT = 1024 * 1024;
  private static final String RBAC = ".rbac.authorization.k8s.io";

  private Validation() {}

  /** What is wrong with a defaulted object; {@code fresh}: it is being created. */
  public static List<Violation> check(String resource, ObjectNode object, boolean fresh) {
    List<Violation> found = new ArrayList<>();
    switch (resource) {
      case "secrets" -> secret(object, found);
      case "configmaps" -> configMap(object, found);
      case "services" -> ServiceRules.check(object, found);
      case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" ->
          PodRules.workload(resource, object.path("spec"), found);
      case "pods" -> PodRules.podSpec(object.path("spec"), "spec", List.of(), found);
      case "poddisruptionbudgets.policy" -> budget(object.path("spec"), found);
      case "persistentvolumeclaims" -> PodRules.claim(object.path("spec"), "spec", found);
      case "leases.coordination.k8s.io" -> {
        JsonNode seconds = Trees.at(object, "spec", "leaseDurationSeconds");
        if (seconds.isNumber() && seconds.asInt() <= 0) {
          found.add(invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
        }
      }
      case "events" -> {
        String about = Trees.text(object, "involvedObject", "namespace");
        if (!about.equals(Trees.text(object, "metadata", "namespace"))) {
          Names.invalid(found, "involvedObject.namespace", about, "does not match event.namespace");
        }
      }
      case "roles" + RBAC, "clusterroles" + RBAC -> rules(object.path("rules"), found);
      case "rolebindings" + RBAC, "clusterrolebindings" + RBAC ->
          subjects(object.path("subjects"), found);
      case "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io" ->
          RegistrationRules.webhooks(object.path("webhooks"), found);
      case "apiservices.apiregistration.k8s.io" -> RegistrationRules.apiService(object, found);
      case "customresourcedefinitions.apiextensions.k8s.io" ->
          RegistrationRules.definition(object, fresh, found);
      default -> {}
    }
    return found;
  }

  private static void secret(ObjectNode object, List<Violation> found) {
    JsonNode data = object.path("data");
    long size = 0;
    for (var entry : data.properties()) {
      key("data", entry.getKey(), found);
      size += entry.getValue().asText().length() * 3L / 4;
    }
    if (size > CONTENT_LIMIT) {
      found.add(Metadata.tooLong("data", CONTENT_LIMIT));
    }
    switch (Trees.text(object, "type")) {
      case "kubernetes.io/tls" -> {
        for (String key : List.of("tls.crt", "tls.key")) {
          if (Trees.text(data, key).isEmpty()) {
            found.add(required("data[" + key + "]", ""));
          }
        }
      }
      case "kubernetes.io/service-account-token" -> {
        if (Trees.text(
                object.path("metadata").path("annotations"), "kubernetes.io/service-account.name")
            .isEmpty()) {
          found.add(required("metadata.annotations[kubernetes.io/service-account.name]", ""));
        }
      }
      default -> {}
    }
  }

  private static void configMap(ObjectNode object, List<Violation> found) {
    long size = 0;
    for (String part : List.of("data", "binaryData")) {
      for (var entry : object.path(part).properties()) {
        key(part, entry.getKey(), found);
        size += entry.getValue().asText().length();
      }
    }
    if (size > CONTENT_LIMIT) {
      // The whole object is meant; its path prints like this.
      found.add(Metadata.tooLong("[]", CONTENT_LIMIT));
    }
  }

  private static void key(String part, String key, List<Violation> found) {
    Names.invalid(found, part + "[" + key + "]", key, Names.configKey(key));
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

  private static void budget(JsonNode spec, List<Violation> found) {
    if (spec.hasNonNull("minAvailable") && spec.hasNonNull("maxUnavailable")) {
      ObjectNode shown = Trees.object();
      shown.set("MinAvailable", spec.path("minAvailable"));
      shown.set("Selector", spec.get("selector"));
      shown.set("MaxUnavailable", spec.path("maxUnavailable"));
      shown.set("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
      found.add(invalid("spec", shown, "minAvailable and maxUnavailable cannot be both set"));
    }
  }

  private static void rules(JsonNode rules, List<Violation> found) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).path("verbs").isEmpty()) {
        found.add(required("rules[" + i + "].verbs", ": verbs must contain at least one value"));
      }
    }
  }

  private static void subjects(JsonNode subjects, List<Violation> found) {
    for (int i = 0; i < subjects.size(); i++) {
      String kind = Trees.text(subjects.get(i), "kind");
      switch (kind) {
        case "ServiceAccount" -> {
          if (Trees.text(subjects.get(i), "namespace").isEmpty()) {
            found.add(required("subjects[" + i + "].namespace", ""));
          }
        }
        case "User", "Group" -> {}
        default ->
            found.add(
                new Violation(
                    "FieldValueNotSupported",
                    "subjects[" + i + "].kind",
                    "Unsupported value: \""
                        + kind
                        + "\": supported values: \"ServiceAccount\", \"User\", \"Group\""));
      }
    }
  }

  private static Violation invalid(String field, JsonNode value, String why) {
    return new Violation("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
  }

  private static Violation required(String field, String why) {
    return new Violation("FieldValueRequired", field, "Required value" + why);
  }
}
