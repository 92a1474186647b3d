package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  private static final String BASE64 = "illegal base64 data at input byte 0";

  private BodyReader() {}

  /** A body of any form; {@code wanted} is the kind that a refusal names. */
  static JsonNode tree(ApiRequest request, String wanted) {
    byte[] body = request.wire().body();
    if (body.length == 0) {
      throw unreadable(wanted, "unexpected end of JSON input (<empty>)");
    }
    try {
      boolean yaml = request.wire().header("content-type").orElse("").contains("yaml");
      JsonNode tree = yaml ? Trees.parseYaml(body) : Trees.JSON.readTree(body);
      if (!tree.isMissingNode()) {
        return tree;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw unreadable(wanted, "invalid character (" + new String(body, UTF_8) + ")");
  }

  private static ApiRefusal unreadable(String wanted, String why) {
    return ApiRefusal.badRequest(
        "the object provided is unrecognized (must be of type "
            + wanted
            + "): couldn't get version/kind; json parse error: "
            + why);
  }

  static ObjectNode object(ApiRequest request, String wanted) {
    if (tree(request, wanted) instanceof ObjectNode object) {
      return object;
    }
    throw unreadable(wanted, "json: cannot unmarshal into Go value of type struct");
  }

  /** The object of a create or update: right kind, right place, no unknown fields left. */
  static ObjectNode complete(Exchange exchange) {
    Negotiation.body(exchange.request());
    ObjectNode object = object(exchange.request(), exchange.type().kind());
    List<String> twice = DuplicateFields.in(exchange.request().wire().body());
    header(exchange, object);
    return conforming(exchange, object, twice);
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
      throw ApiRefusal.badRequest(
          "the object provided is unrecognized (must be of type "
              + type.kind()
              + "): Object 'Kind' is missing in '"
              + object
              + "' ("
              + start(object)
              + ")");
    } else if (!apiVersion.equals(type.apiVersion())) {
      throw ApiRefusal.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    } else if (!kind.equals(type.kind())) {
      throw otherKind(exchange, kind);
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

  private static String start(ObjectNode object) {
    String text = object.toString();
    return text.length() <= 30 ? text : text.substring(0, 30) + " ...";
  }

  private static ApiRefusal otherKind(Exchange exchange, String kind) {
    ResourceType type = exchange.type();
    String internal = type.group().isEmpty() ? "core" : type.group().split("\\.")[0];
    String why =
        exchange.registered(kind)
            ? "converting (%s.%s) to (%s.%s): unknown conversion"
                .formatted(type.version(), kind, internal, type.kind())
            : "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\""
                .formatted(kind, type.apiVersion());
    return unhandled(type, kind, why);
  }

  private static ApiRefusal unhandled(ResourceType type, String kind, String why) {
    return ApiRefusal.badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(kind, type.version(), type.kind(), why));
  }

  /** Drops, or with {@code fieldValidation=Strict} refuses, what the type does not know. */
  static ObjectNode conforming(Exchange exchange, ObjectNode object, List<String> twice) {
    ResourceType type = exchange.type();
    Conformance found = Conformance.of(object, type.shape());
    if (!found.mismatches().isEmpty()) {
      throw mismatch(type, object, found.mismatches());
    }
    if (type.resource().equals("secrets") && !Validation.notBase64(object).isEmpty()) {
      throw unhandled(type, type.kind(), BASE64);
    }
    List<String> messages = new ArrayList<>();
    twice.forEach(field -> messages.add("duplicate field \"" + field + "\""));
    found.unknown().forEach(field -> messages.add("unknown field \"" + field + "\""));
    if (!messages.isEmpty()) {
      switch (exchange.request().parameter("fieldValidation").orElse("Warn")) {
        case "Strict" ->
            throw unhandled(
                type, type.kind(), "strict decoding error: " + String.join(", ", messages));
        case "Ignore" -> {}
        default -> exchange.warnings().addAll(messages);
      }
      Conformance.prune(object, type.shape());
    }
    Quantities.canonicalize(object, type.shape());
    return object;
  }

  /**
   * Server-side apply knows no unknown field, in any mode.
   *
   * @param namespace as the body says it
   */
  static void typed(Exchange exchange, ObjectNode object, String namespace) {
    Conformance found = Conformance.of(object, exchange.type().shape());
    List<String> errors = new ArrayList<>();
    found.unknown().forEach(field -> errors.add("." + field + ": field not declared in schema"));
    found
        .mismatches()
        .forEach(
            wrong ->
                errors.add(
                    "." + wrong.path() + ": expected " + wrong.expected() + ", got " + got(wrong)));
    found
        .duplicates()
        .forEach(
            twice -> errors.add("." + twice.list() + ": duplicate entries for key " + key(twice)));
    if (errors.isEmpty()) {
      Quantities.canonicalize(object, exchange.type().shape());
      return;
    }
    String all =
        errors.size() == 1 ? errors.getFirst() : "errors:\n  " + String.join("\n  ", errors);
    ResourceType type = exchange.type();
    throw ApiRefusal.of(
        500,
        "",
        "failed to create typed patch object (%s/%s; %s/%s, Kind=%s): %s"
            .formatted(
                namespace,
                Trees.text(object, "metadata", "name"),
                type.group(),
                type.version(),
                type.kind(),
                all));
  }

  private static String key(Conformance.Duplicate twice) {
    List<String> parts = new ArrayList<>();
    twice.value().properties().forEach(part -> parts.add(part.getKey() + "=" + part.getValue()));
    return parts.isEmpty() ? "[=" + twice.value() + "]" : "[" + String.join(",", parts) + "]";
  }

  private static String got(Conformance.Mismatch wrong) {
    return wrong.expected().equals("string")
        ? "&value.valueUnstructured{Value:" + wrong.value().asText() + "}"
        : wrong.found();
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
                          "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
                              .formatted(one.found(), one.path(), GoTypes.json(one), one.found())))
              .toList());
    }
    Conformance.Mismatch first = wrong.getFirst();
    return unhandled(
        type,
        type.kind(),
        first.expected().equals("quantity")
            ? "quantities must match the regular expression"
                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            : "json: cannot unmarshal %s into Go struct field %s of type %s"
                .formatted(first.found(), first.field(), GoTypes.of(first.declared())));
  }
}
