package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.net.URI;
import java.util.List;

/** What kube-apiserver refuses in what extends it: webhooks, aggregated APIs, definitions. */
final class RegistrationRules {

  private RegistrationRules() {}

  static void webhooks(JsonNode webhooks, List<Violation> found) {
    for (int i = 0; i < webhooks.size(); i++) {
      JsonNode webhook = webhooks.get(i);
      String path = "webhooks[" + i + "]";
      String name = Trees.text(webhook, "name");
      if (name.split("\\.", -1).length < 3) {
        Names.invalid(
            found,
            path + ".name",
            name,
            "should be a domain with at least three segments separated by dots");
      }
      if (webhook.path("admissionReviewVersions").isEmpty()) {
        found.add(required(path + ".admissionReviewVersions", ": must specify one of v1, v1beta1"));
      }
      if (Trees.text(webhook, "sideEffects").isEmpty()) {
        found.add(required(path + ".sideEffects", ": must specify one of None, NoneOnDryRun"));
      }
      int timeout = webhook.path("timeoutSeconds").asInt(10);
      if (timeout < 1 || timeout > 30) {
        found.add(
            invalid(
                path + ".timeoutSeconds",
                webhook.path("timeoutSeconds"),
                "the timeout value must be between 1 and 30 seconds"));
      }
      client(webhook.path("clientConfig"), path + ".clientConfig", found);
    }
  }

  private static void client(JsonNode client, String path, List<Violation> found) {
    if (client.has("url") == client.has("service")) {
      found.add(required(path, ": exactly one of url or service is required"));
      return;
    }
    if (client.has("url")) {
      String url = Trees.text(client, "url");
      String scheme;
      try {
        scheme = String.valueOf(URI.create(url).getScheme());
      } catch (IllegalArgumentException e) {
        scheme = url;
      }
      if (!scheme.equals("https")) {
        Names.invalid(
            found,
            path + ".url",
            scheme,
            "'https' is the only allowed URL scheme; desired format: https://host[/path]");
      }
    }
  }

  static void apiService(ObjectNode object, List<Violation> found) {
    JsonNode spec = object.path("spec");
    String name = Trees.text(object, "metadata", "name");
    String wanted = Trees.text(spec, "version") + "." + Trees.text(spec, "group");
    if (!name.equals(wanted)) {
      Names.invalid(
          found,
          "metadata.name",
          name,
          "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
    }
    priority(spec, "groupPriorityMinimum", 20000, found);
    priority(spec, "versionPriority", 1000, found);
    if (spec.path("insecureSkipTLSVerify").asBoolean() && !Trees.text(spec, "caBundle").isEmpty()) {
      found.add(
          invalid(
              "spec.insecureSkipTLSVerify",
              spec.path("insecureSkipTLSVerify"),
              "may not be true if caBundle is present"));
    }
  }

  private static void priority(JsonNode spec, String field, int most, List<Violation> found) {
    int value = spec.path(field).asInt();
    if (value <= 0 || value > most) {
      found.add(
          new Violation(
              "FieldValueInvalid",
              "spec." + field,
              "Invalid value: " + value + ": must be positive and less than " + most));
    }
  }

  /** {@code fresh}: a definition's name is looked at when it is created, and never again. */
  static void definition(ObjectNode object, boolean fresh, List<Violation> found) {
    String name = Trees.text(object, "metadata", "name");
    String wanted =
        Trees.text(object, "spec", "names", "plural") + "." + Trees.text(object, "spec", "group");
    if (fresh && !name.equals(wanted)) {
      Names.invalid(found, "metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
    }
    for (String field : List.of("plural", "kind")) {
      if (Trees.text(object, "spec", "names", field).isEmpty()) {
        found.add(required("spec.names." + field, ""));
      }
    }
    int storage = 0;
    JsonNode versions = Trees.at(object, "spec", "versions");
    for (int i = 0; i < versions.size(); i++) {
      storage += versions.get(i).path("storage").asBoolean() ? 1 : 0;
      if (!Trees.at(versions.get(i), "schema", "openAPIV3Schema").isObject()) {
        found.add(required("spec.versions[" + i + "].schema.openAPIV3Schema", ""));
      }
    }
    if (storage != 1) {
      found.add(
          invalid(
              "spec.versions",
              versions,
              "must have exactly one version marked as storage version"));
    }
  }

  private static Violation invalid(String field, JsonNode value, String why) {
    return new Violation("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
  }

  private static Violation required(String field, String why) {
    return new Violation("FieldValueRequired", field, "Required value" + why);
  }
}
