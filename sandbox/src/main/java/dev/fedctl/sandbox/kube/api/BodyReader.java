package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.rules.Validation;
import dev.fedctl.sandbox.kube.schema.Conformance;
import dev.fedctl.sandbox.kube.schema.Quantities;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Turns bodies into objects, as strictly as the API's decoders. */
final class BodyReader {

  private BodyReader() {}

  static JsonNode tree(ApiRequest request) {
    try {
      return Trees.parse(request.wire().body());
    } catch (IOException e) {
      throw ApiRefusal.badRequest(
          "the object provided is unrecognized (must be of type): couldn't get version/kind; json"
              + " parse error");
    }
  }

  static ObjectNode object(ApiRequest request) {
    if (tree(request) instanceof ObjectNode object) {
      return object;
    }
    throw ApiRefusal.badRequest(
        "the object provided is unrecognized (must be of type): couldn't get version/kind; json"
            + " parse error");
  }

  /** The object of a create or update: right kind, right place, no unknown fields left. */
  static ObjectNode complete(Exchange exchange) {
    ObjectNode object = object(exchange.request());
    header(exchange, object);
    return conforming(exchange, object);
  }

  /** Checks kind, version, name and namespace against the path; sets the namespace. */
  static void header(Exchange exchange, ObjectNode object) {
    ResourceType type = exchange.type();
    String apiVersion = Trees.text(object, "apiVersion");
    String kind = Trees.text(object, "kind");
    if (apiVersion.isEmpty() && kind.isEmpty() && !type.custom()) {
      object.put("apiVersion", type.apiVersion());
      object.put("kind", type.kind());
    } else if (kind.isEmpty()) {
      throw ApiRefusal.badRequest("Object 'Kind' is missing in '" + object + "'");
    } else if (!apiVersion.equals(type.apiVersion())) {
      throw ApiRefusal.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    } else if (!kind.equals(type.kind())) {
      throw ApiRefusal.badRequest(
          kind
              + " in version \""
              + type.version()
              + "\" cannot be handled as a "
              + type.kind()
              + ": no kind \""
              + kind
              + "\" is registered for version \""
              + type.apiVersion()
              + "\"");
    }
    Trees.dropNulls(object);
    ObjectNode metadata = Trees.ensure(object, "metadata");
    String name = Trees.text(metadata, "name");
    String wanted = exchange.request().name();
    if (!wanted.isEmpty() && !name.isEmpty() && !name.equals(wanted)) {
      throw ApiRefusal.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + wanted
              + ")");
    }
    String namespace = Trees.text(metadata, "namespace");
    if (!namespace.isEmpty() && !namespace.equals(exchange.namespace())) {
      throw ApiRefusal.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    if (type.namespaced()) {
      metadata.put("namespace", exchange.namespace());
    }
    if (!wanted.isEmpty()) {
      metadata.put("name", wanted);
    }
  }

  /** Drops, or with {@code fieldValidation=Strict} refuses, what the type does not know. */
  static ObjectNode conforming(Exchange exchange, ObjectNode object) {
    ResourceType type = exchange.type();
    Conformance found = Conformance.of(object, type.shape());
    if (!found.mismatches().isEmpty()) {
      throw mismatch(type, object, found.mismatches());
    }
    if (type.resource().equals("secrets") && !Validation.notBase64(object).isEmpty()) {
      throw ApiRefusal.badRequest(
          "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input"
              + " byte 0");
    }
    if (!found.unknown().isEmpty()) {
      List<String> messages =
          found.unknown().stream().map(field -> "unknown field \"" + field + "\"").toList();
      switch (exchange.request().parameter("fieldValidation").orElse("Warn")) {
        case "Strict" ->
            throw ApiRefusal.badRequest(
                type.kind()
                    + " in version \""
                    + type.version()
                    + "\" cannot be handled as a "
                    + type.kind()
                    + ": strict decoding error: "
                    + String.join(", ", messages));
        case "Ignore" -> {}
        default -> exchange.warnings().addAll(messages);
      }
      Conformance.prune(object, type.shape());
    }
    Quantities.canonicalize(object, type.shape());
    return object;
  }

  /** Server-side apply knows no unknown field, in any mode. */
  static void typed(Exchange exchange, ObjectNode object) {
    Conformance found = Conformance.of(object, exchange.type().shape());
    List<String> errors = new ArrayList<>();
    found.unknown().forEach(field -> errors.add("." + field + ": field not declared in schema"));
    found
        .mismatches()
        .forEach(
            wrong ->
                errors.add(
                    "."
                        + wrong.path()
                        + ": expected "
                        + wrong.expected()
                        + ", got "
                        + wrong.found()));
    if (errors.isEmpty()) {
      Quantities.canonicalize(object, exchange.type().shape());
      return;
    }
    String all =
        errors.size() == 1 ? errors.getFirst() : "errors:\n  " + String.join("\n  ", errors);
    throw ApiRefusal.of(
        500,
        "",
        "failed to create typed patch object ("
            + Trees.text(object, "metadata", "namespace")
            + "/"
            + Trees.text(object, "metadata", "name")
            + "; "
            + exchange.type().apiVersion()
            + ", Kind="
            + exchange.type().kind()
            + "): "
            + all);
  }

  private static ApiRefusal mismatch(
      ResourceType type, ObjectNode object, List<Conformance.Mismatch> wrong) {
    if (type.custom()) {
      return ApiRefusal.invalid(
          type,
          Trees.text(object, "metadata", "name"),
          wrong.stream()
              .map(
                  one ->
                      new Conformance.Violation(
                          "FieldValueTypeInvalid",
                          one.path(),
                          "Invalid value: \""
                              + one.found()
                              + "\": "
                              + one.path()
                              + " in body must be of type "
                              + one.expected()
                              + ": \""
                              + one.found()
                              + "\""))
              .toList());
    }
    Conformance.Mismatch first = wrong.getFirst();
    String why =
        first.expected().equals("quantity")
            ? "quantities must match the regular expression"
                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            : "json: cannot unmarshal "
                + first.found()
                + " into Go struct field "
                + type.kind()
                + "."
                + first.path()
                + " of type "
                + goType(first.expected());
    return ApiRefusal.badRequest(
        type.kind()
            + " in version \""
            + type.version()
            + "\" cannot be handled as a "
            + type.kind()
            + ": "
            + why);
  }

  private static String goType(String expected) {
    return switch (expected) {
      case "numeric (int or float)" -> "int32";
      case "list" -> "[]";
      default -> expected;
    };
  }
}
