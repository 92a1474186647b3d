package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/** The options of requests: what stands in a query, and what a deletion says in its body. */
final class RequestOptions {

  private static final int MANAGER_LIMIT = 128;

  private RequestOptions() {}

  /** Refuses options that a write does not have. */
  static void write(ApiRequest request, String kind) {
    List<Violation> found = new ArrayList<>();
    boolean applies = kind.equals("PatchOptions") && applies(request);
    if (kind.equals("PatchOptions") && !applies && request.parameter("force").isPresent()) {
      found.add(
          new Violation(
              "FieldValueForbidden",
              "force",
              "Forbidden: may not be specified for non-apply patch"));
    }
    String manager = request.parameter("fieldManager").orElse("");
    if (applies && manager.isEmpty()) {
      found.add(
          new Violation(
              "FieldValueRequired", "fieldManager", "Required value: is required for apply patch"));
    }
    if (manager.length() > MANAGER_LIMIT) {
      found.add(
          new Violation(
              "FieldValueTooLong",
              "fieldManager",
              "Too long: may not be more than " + MANAGER_LIMIT + " bytes"));
    }
    dryRun(request, found);
    String validation = request.parameter("fieldValidation").orElse("");
    if (!List.of("", "Ignore", "Strict", "Warn").contains(validation)) {
      found.add(
          new Violation(
              "FieldValueNotSupported",
              "fieldValidation",
              "Unsupported value: \""
                  + validation
                  + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""));
    }
    refuse(kind, found);
  }

  static boolean applies(ApiRequest request) {
    return Negotiation.plain(request.wire().header("content-type").orElse(""))
        .startsWith("application/apply-patch");
  }

  /** What a deletion asks for: its body, or its query when it has none. */
  static ObjectNode deletion(ApiRequest request) {
    ObjectNode options;
    if (request.wire().body().length > 0) {
      options = BodyReader.object(request, "DeleteOptions");
    } else {
      options = Trees.object();
      request
          .parameter("propagationPolicy")
          .ifPresent(policy -> options.put("propagationPolicy", policy));
    }
    List<Violation> found = new ArrayList<>();
    JsonNode policy = options.path("propagationPolicy");
    if (policy.isTextual()) {
      if (!List.of("Foreground", "Background", "Orphan").contains(policy.asText())) {
        found.add(
            new Violation(
                "FieldValueNotSupported",
                "propagationPolicy",
                "Unsupported value: "
                    + policy
                    + ": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""));
      } else if (options.hasNonNull("orphanDependents")) {
        found.add(
            new Violation(
                "FieldValueInvalid",
                "propagationPolicy",
                "Invalid value: "
                    + policy
                    + ": orphanDependents and deletionPropagation cannot be both set"));
      }
    }
    dryRun(request, found);
    refuse("DeleteOptions", found);
    return options;
  }

  private static void dryRun(ApiRequest request, List<Violation> found) {
    request
        .parameter("dryRun")
        .filter(how -> !how.equals("All"))
        .ifPresent(
            how ->
                found.add(
                    new Violation(
                        "FieldValueNotSupported",
                        "dryRun",
                        "Unsupported value: [\"" + how + "\"]: supported values: \"All\"")));
  }

  /** Refuses options that a list does not have; {@code newest} is the store's revision. */
  static void list(ApiRequest request, long newest) {
    for (String number : List.of("limit", "timeoutSeconds")) {
      request.parameter(number).ifPresent(RequestOptions::number);
    }
    String version = request.parameter("resourceVersion").orElse("");
    if (version.isEmpty() && request.parameter("resourceVersionMatch").isPresent()) {
      refuse(
          "ListOptions",
          List.of(
              new Violation(
                  "FieldValueForbidden",
                  "resourceVersionMatch",
                  "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is"
                      + " provided")));
    }
    if (version.isEmpty()) {
      return;
    }
    long wanted;
    try {
      wanted = Long.parseUnsignedLong(version);
    } catch (NumberFormatException e) {
      throw ApiRefusal.badRequest(
          "invalid resource version: resourceVersion: Invalid value: \""
              + version
              + "\": strconv.ParseUint: parsing \""
              + version
              + "\": invalid syntax");
    }
    if (wanted != 0 && request.parameter("continue").isPresent()) {
      throw ApiRefusal.badRequest("specifying resource version is not allowed when using continue");
    }
    if (wanted > newest) {
      throw ApiRefusal.of(
              504,
              "Timeout",
              "Timeout: Too large resource version: " + wanted + ", current: " + newest)
          .because("ResourceVersionTooLarge", "Too large resource version", "")
          .again(1);
    }
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiRefusal.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
  }

  private static void refuse(String kind, List<Violation> found) {
    if (!found.isEmpty()) {
      throw ApiRefusal.invalid(kind + ".meta.k8s.io", "meta.k8s.io", kind, "", found);
    }
  }
}
