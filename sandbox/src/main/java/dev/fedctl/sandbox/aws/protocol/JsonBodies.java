package dev.fedctl.sandbox.aws.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.aws.model.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of JSON, as both protocols read and write them that have such. */
final class JsonBodies {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBodies() {}

  /** Adds the members of a body to the fields; what the table does not know is told. */
  static void read(byte[] bytes, Shape.Structure shape, Map<String, Raw> fields, Typing typing) {
    JsonNode body;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new ServiceError("SerializationException", 400, "the body is not JSON");
    }
    if (!body.isObject()) {
      throw new ServiceError("SerializationException", 400, "the body is not a JSON object");
    }
    body.properties()
        .forEach(
            field -> {
              Shape.Member member = shape.members().get(field.getKey());
              if (member == null || !member.location().equals("body")) {
                typing.unknown(field.getKey());
              } else if (!field.getValue().isNull()) {
                fields.put(field.getKey(), raw(field.getValue()));
              }
            });
  }

  static byte[] write(Map<String, Object> body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an error of texts can be written", e);
    }
  }

  private static Raw raw(JsonNode node) {
    if (node.isTextual()) {
      return new Raw.Text(node.textValue());
    }
    if (node.isNumber()) {
      return new Raw.Digits(node.asText());
    }
    if (node.isBoolean()) {
      return new Raw.Flag(node.booleanValue());
    }
    if (node.isArray()) {
      List<Raw> items = new ArrayList<>();
      node.forEach(item -> items.add(raw(item)));
      return new Raw.Items(items);
    }
    Map<String, Raw> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                fields.put(field.getKey(), raw(field.getValue()));
              }
            });
    return new Raw.Fields(fields);
  }

  /** What a service says of a request that its table refuses. */
  static String words(Violation violation) {
    return switch (violation.kind()) {
      case UNKNOWN -> "Unknown parameter: " + violation.path();
      case MISSING -> violation.path() + ": " + violation.constraint();
      default ->
          "Value '%s' at '%s' failed to satisfy constraint: %s"
              .formatted(violation.value(), violation.path(), violation.constraint());
    };
  }
}
