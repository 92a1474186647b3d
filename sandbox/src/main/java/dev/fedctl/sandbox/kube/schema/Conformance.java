package dev.fedctl.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How far a tree is what its type says: unknown fields, wrong types, broken rules. */
public final class Conformance {

  private static final Pattern QUANTITY =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\\d+))?");

  /**
   * A value of the wrong type: where, what was declared, what was found.
   *
   * @param field where, as Go's decoder says it: the struct's type, then names without indices
   * @param value what was found, as it stands
   */
  public record Mismatch(
      String path, String field, Shape declared, String expected, String found, JsonNode value) {}

  /**
   * An item that stands in a list for the second time.
   *
   * @param path of the item
   * @param list of the list
   * @param value what tells the item apart
   */
  public record Duplicate(String path, String list, JsonNode value) {}

  /** A rule of the API that a value breaks; {@code reason} as in the causes of a Status. */
  public record Violation(String reason, String field, String message) {}

  private final List<String> unknown = new ArrayList<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private String place = "";

  private Conformance() {}

  /** Compares a whole object with its type. */
  public static Conformance of(ObjectNode object, Shape.Struct type) {
    Conformance result = new Conformance();
    result.visit(object, type, "");
    return result;
  }

  public List<String> unknown() {
    return unknown;
  }

  public List<Mismatch> mismatches() {
    return mismatches;
  }

  public List<Violation> violations() {
    return violations;
  }

  /** Refused by server-side apply, and in custom resources; built-in kinds have rules of theirs. */
  public List<Duplicate> duplicates() {
    return duplicates;
  }

  /** Removes the fields that a type does not declare. */
  public static void prune(JsonNode value, Shape shape) {
    switch (shape) {
      case Shape.Struct struct when value instanceof ObjectNode object -> {
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        List<String> doomed = new ArrayList<>();
        while (fields.hasNext()) {
          Map.Entry<String, JsonNode> field = fields.next();
          Shape declared = struct.shapeOf(field.getKey());
          if (declared == null) {
            doomed.add(field.getKey());
          } else {
            prune(field.getValue(), declared);
          }
        }
        object.remove(doomed);
      }
      case Shape.Dictionary map -> value.forEach(item -> prune(item, map.value()));
      case Shape.Sequence list -> value.forEach(item -> prune(item, list.item()));
      case Shape.Struct struct -> {}
      case Shape.Scalar scalar -> {}
      case Shape.Any any -> {}
    }
  }

  private void visit(JsonNode value, Shape shape, String path) {
    if (value.isNull()) {
      return;
    }
    switch (shape) {
      case Shape.Any any -> {}
      case Shape.Struct struct -> visitStruct(value, struct, path);
      case Shape.Dictionary map -> {
        if (!(value instanceof ObjectNode object)) {
          mismatch(path, map, "map", value);
          return;
        }
        object
            .properties()
            .forEach(entry -> visit(entry.getValue(), map.value(), join(path, entry.getKey())));
      }
      case Shape.Sequence list -> visitList(value, list, path);
      case Shape.Scalar scalar -> visitScalar(value, scalar, path);
    }
  }

  private void visitStruct(JsonNode value, Shape.Struct struct, String path) {
    if (!(value instanceof ObjectNode object)) {
      mismatch(path, struct, "map", value);
      return;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Shape declared = struct.shapeOf(field.getKey());
      String place = join(path, field.getKey());
      if (declared == null) {
        unknown.add(place);
      } else {
        String outer = this.place;
        this.place = goPath(struct, outer, field.getKey());
        visit(field.getValue(), declared, place);
        this.place = outer;
      }
    }
    for (String field : struct.required()) {
      JsonNode found = object.path(field);
      if (found.isMissingNode()
          || found.isNull()
          || (found.isTextual() && found.textValue().isEmpty())) {
        violations.add(new Violation("FieldValueRequired", join(path, field), "Required value"));
      }
    }
  }

  private void visitList(JsonNode value, Shape.Sequence list, String path) {
    if (!(value instanceof ArrayNode array)) {
      mismatch(path, list, "list", value);
      return;
    }
    if (list.maxItems().isPresent() && array.size() > list.maxItems().get()) {
      int most = list.maxItems().get();
      violations.add(
          new Violation(
              "FieldValueTooMany",
              path,
              "Too many: "
                  + array.size()
                  + ": must have at most "
                  + most
                  + (most == 1 ? " item" : " items")));
    }
    List<JsonNode> seen = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      String place = path + "[" + i + "]";
      visit(item, list.item(), place);
      JsonNode identity = identity(item, list);
      if (!identity.isMissingNode() && seen.contains(identity)) {
        duplicates.add(new Duplicate(place, path, identity));
      }
      seen.add(identity);
    }
  }

  private static JsonNode identity(JsonNode item, Shape.Sequence list) {
    return switch (list.merging()) {
      case ATOMIC -> com.fasterxml.jackson.databind.node.MissingNode.getInstance();
      case SET -> item;
      case MAP -> {
        ObjectNode keys = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        list.keys()
            .forEach(key -> keys.set(key, item.path(key).isMissingNode() ? null : item.path(key)));
        yield keys;
      }
    };
  }

  private void mismatch(String path, Shape declared, String expected, JsonNode value) {
    mismatches.add(new Mismatch(path, place, declared, expected, kind(value), value));
  }

  /** {@code ServiceSpec.spec.ports}: the type of the struct, then all names on the way. */
  private static String goPath(Shape.Struct struct, String outer, String field) {
    int names = outer.indexOf('.');
    return struct.name() + (names < 0 ? "" : outer.substring(names)) + "." + field;
  }

  private void visitScalar(JsonNode value, Shape.Scalar scalar, String path) {
    boolean fits =
        switch (scalar.kind()) {
          case STRING -> value.isTextual();
          case INTEGER -> value.isIntegralNumber();
          case BOOLEAN -> value.isBoolean();
          case NUMBER -> value.isNumber();
          case QUANTITY -> value.isNumber() || value.isTextual();
          case INT_OR_STRING -> value.isIntegralNumber() || value.isTextual();
        };
    if (!fits) {
      mismatch(path, scalar, expected(scalar.kind()), value);
      return;
    }
    if (scalar.kind() == Shape.Kind.QUANTITY && !QUANTITY.matcher(value.asText()).matches()) {
      mismatch(path, scalar, "quantity", value);
    }
    String text = value.asText();
    if (!scalar.allowed().isEmpty() && !text.isEmpty() && !scalar.allowed().contains(text)) {
      violations.add(
          new Violation(
              "FieldValueNotSupported",
              path,
              "Unsupported value: \""
                  + text
                  + "\": supported values: \""
                  + String.join("\", \"", scalar.allowed())
                  + "\""));
    }
    if (scalar.pattern().isPresent() && !scalar.pattern().get().matcher(text).find()) {
      violations.add(
          new Violation(
              "FieldValueInvalid",
              path,
              "Invalid value: \""
                  + text
                  + "\": "
                  + path
                  + " in body should match '"
                  + scalar.pattern().get()
                  + "'"));
    }
    if (value.isNumber()
        && scalar.minimum().isPresent()
        && value.decimalValue().compareTo(scalar.minimum().get()) < 0) {
      violations.add(
          new Violation(
              "FieldValueInvalid",
              path,
              "Invalid value: "
                  + text
                  + ": "
                  + path
                  + " in body should be greater than or equal to "
                  + scalar.minimum().get()));
    }
    if (value.isNumber()
        && scalar.maximum().isPresent()
        && value.decimalValue().compareTo(scalar.maximum().get()) > 0) {
      violations.add(
          new Violation(
              "FieldValueInvalid",
              path,
              "Invalid value: "
                  + text
                  + ": "
                  + path
                  + " in body should be less than or equal to "
                  + scalar.maximum().get()));
    }
    if (scalar.maxLength().isPresent() && text.length() > scalar.maxLength().get()) {
      violations.add(
          new Violation(
              "FieldValueTooLong",
              path,
              "Too long: may not be more than " + scalar.maxLength().get() + " bytes"));
    }
  }

  private static String expected(Shape.Kind kind) {
    return switch (kind) {
      case STRING -> "string";
      case INTEGER -> "numeric (int or float)";
      case BOOLEAN -> "bool";
      case NUMBER -> "numeric (int or float)";
      case QUANTITY -> "quantity";
      case INT_OR_STRING -> "int or string";
    };
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case STRING, BINARY -> "string";
      case NULL, MISSING -> "null";
    };
  }

  private static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
