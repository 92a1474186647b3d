package dev.fedctl.sandbox.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the types of a custom resource out of the OpenAPI schema in its definition. */
public final class StructuralSchema {

  private StructuralSchema() {}

  /** The type of a version's objects; metadata is always the built-in one. */
  public static Shape.Struct of(String kind, JsonNode schema) {
    Shape.Struct root =
        new Shape.Struct(kind, false, preserves(schema) || !schema.has("properties"));
    fill(root, schema);
    root.field("apiVersion", Shape.Scalar.of(Shape.Kind.STRING));
    root.field("kind", Shape.Scalar.of(Shape.Kind.STRING));
    root.field("metadata", BuiltInTypes.named("ObjectMeta"));
    return root;
  }

  private static void fill(Shape.Struct struct, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(property -> struct.field(property.getKey(), shape(property.getValue())));
    schema.path("required").forEach(field -> struct.require(field.asText()));
  }

  private static Shape shape(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return Shape.Scalar.of(Shape.Kind.INT_OR_STRING);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> scalar(Shape.Kind.STRING, schema);
      case "integer" -> scalar(Shape.Kind.INTEGER, schema);
      case "number" -> scalar(Shape.Kind.NUMBER, schema);
      case "boolean" -> scalar(Shape.Kind.BOOLEAN, schema);
      default -> new Shape.Any();
    };
  }

  private static Shape object(JsonNode schema) {
    boolean atomic = schema.path("x-kubernetes-map-type").asText().equals("atomic");
    if (schema.has("properties")) {
      Shape.Struct struct = new Shape.Struct("object", atomic, preserves(schema));
      fill(struct, schema);
      return struct;
    }
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject()) {
      return new Shape.Dictionary(shape(values), atomic);
    }
    return preserves(schema) || values.asBoolean()
        ? new Shape.Any()
        : new Shape.Struct("object", atomic, false);
  }

  private static Shape array(JsonNode schema) {
    Shape item = shape(schema.path("items"));
    Optional<Integer> most =
        schema.has("maxItems") ? Optional.of(schema.get("maxItems").asInt()) : Optional.empty();
    List<String> keys = new ArrayList<>();
    Shape.Merging merging =
        switch (schema.path("x-kubernetes-list-type").asText()) {
          case "set" -> Shape.Merging.SET;
          case "map" -> {
            schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
            yield Shape.Merging.MAP;
          }
          default -> Shape.Merging.ATOMIC;
        };
    return new Shape.Sequence(item, merging, keys, most);
  }

  private static Shape scalar(Shape.Kind kind, JsonNode schema) {
    List<String> allowed = new ArrayList<>();
    schema.path("enum").forEach(value -> allowed.add(value.asText()));
    return new Shape.Scalar(
        kind,
        allowed,
        Optional.ofNullable(schema.path("pattern").textValue()).map(Pattern::compile),
        number(schema.path("minimum")),
        number(schema.path("maximum")),
        schema.has("maxLength") ? Optional.of(schema.get("maxLength").asInt()) : Optional.empty());
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  private static boolean preserves(JsonNode schema) {
    return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }
}
