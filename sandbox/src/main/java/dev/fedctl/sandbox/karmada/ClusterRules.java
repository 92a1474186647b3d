package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.rules.Names;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Karmada's aggregated API server refuses in a Cluster: its ValidateCluster (1.18.2). */
final class ClusterRules {

  private static final int NAME_LIMIT = 48;

  private ClusterRules() {}

  static List<Violation> check(ObjectNode cluster) {
    List<Violation> found = new ArrayList<>();
    String name = Trees.text(cluster, "metadata", "name");
    if (name.length() > NAME_LIMIT) {
      invalid(found, "metadata.name", name, "must be no more than " + NAME_LIMIT + " characters");
    } else if (!name.isEmpty()) {
      Names.label(name).forEach(why -> invalid(found, "metadata.name", name, why));
    }
    JsonNode spec = cluster.path("spec");
    String mode = Trees.text(spec, "syncMode");
    if (mode.isEmpty()) {
      required(found, "spec.syncMode");
    }
    if (!List.of("Pull", "Push").contains(mode)) {
      found.add(
          new Violation(
              "FieldValueNotSupported",
              "spec.syncMode",
              "Unsupported value: \"" + mode + "\": supported values: \"Pull\", \"Push\""));
    }
    endpoint(Trees.text(spec, "apiEndpoint"), found);
    for (String reference : List.of("secretRef", "impersonatorSecretRef")) {
      for (String part : List.of("namespace", "name")) {
        if (spec.has(reference) && Trees.text(spec, reference, part).isEmpty()) {
          required(found, "spec." + reference + "." + part);
        }
      }
    }
    places(spec, found);
    return found;
  }

  private static void endpoint(String endpoint, List<Violation> found) {
    if (endpoint.isEmpty()) {
      return;
    }
    String form = "; desired format: hostname, hostname:port, IP or IP:port";
    URI url;
    try {
      url = URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      invalid(
          found,
          "spec.apiEndpoint",
          endpoint,
          "apiEndpoint must be a valid URL: parse \"" + endpoint + "\": invalid" + form);
      return;
    }
    String host = Optional.ofNullable(url.getRawAuthority()).orElse("");
    if (host.isEmpty()) {
      invalid(found, "spec.apiEndpoint", "", "host must be provided" + form);
    }
    if (url.getRawUserInfo() != null) {
      invalid(
          found,
          "spec.apiEndpoint",
          url.getRawUserInfo(),
          "user information is not permitted in the URL");
    }
    if (url.getRawFragment() != null) {
      invalid(
          found,
          "spec.apiEndpoint",
          url.getRawFragment(),
          "fragments are not permitted in the URL");
    }
    if (url.getRawQuery() != null) {
      invalid(
          found,
          "spec.apiEndpoint",
          url.getRawQuery(),
          "query parameters are not permitted in the URL");
    }
  }

  private static void places(JsonNode spec, List<Violation> found) {
    for (String field : List.of("provider", "region")) {
      String value = Trees.text(spec, field);
      Names.labelValue(value).forEach(why -> invalid(found, "spec." + field, value, why));
    }
    String zone = Trees.text(spec, "zone");
    if (!zone.isEmpty() && !spec.path("zones").isEmpty()) {
      found.add(
          new Violation(
              "FieldValueTypeInvalid",
              "spec.spec",
              "Invalid value: " + spec + ": Zone and Zones cannot co-exist"));
      return;
    }
    Names.labelValue(zone).forEach(why -> invalid(found, "spec.Zone", zone, why));
    for (JsonNode one : spec.path("zones")) {
      Names.labelValue(one.asText())
          .forEach(why -> invalid(found, "spec.Zones", one.asText(), why));
    }
  }

  private static void required(List<Violation> found, String field) {
    found.add(new Violation("FieldValueRequired", field, "Required value"));
  }

  private static void invalid(List<Violation> found, String field, String value, String why) {
    found.add(
        new Violation("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + why));
  }
}
