package dev.fedctl.sandbox.kube.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** Reading and comparing trees. A stored tree is never changed: change a copy. */
public final class Trees {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private Trees() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Parses JSON, or YAML where the body is not JSON. */
  public static JsonNode parse(byte[] body) throws IOException {
    for (byte b : body) {
      if (b == '{' || b == '[') {
        return JSON.readTree(body);
      }
      if (b > ' ') {
        break;
      }
    }
    return YAML.readTree(body);
  }

  /** Parses YAML, of which JSON is a part. */
  public static JsonNode parseYaml(byte[] body) throws IOException {
    return YAML.readTree(body);
  }

  /** An object written as JSON in this program's own text. */
  public static ObjectNode literal(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  public static JsonNode at(JsonNode node, String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  /** The text at a path; empty text when there is none. */
  public static String text(JsonNode node, String... path) {
    return at(node, path).asText("");
  }

  public static Optional<String> maybeText(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isTextual() ? Optional.of(found.textValue()) : Optional.empty();
  }

  /** The object at a path, made where it is missing. Only for trees that are not stored yet. */
  public static ObjectNode ensure(ObjectNode node, String... path) {
    ObjectNode found = node;
    for (String name : path) {
      found = found.get(name) instanceof ObjectNode child ? child : found.putObject(name);
    }
    return found;
  }

  /** Sets a field unless it has a value. */
  public static void fill(ObjectNode node, String field, JsonNode value) {
    if (!node.hasNonNull(field)) {
      node.set(field, value);
    }
  }

  public static void fill(ObjectNode node, String field, String value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  public static void fill(ObjectNode node, String field, int value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  public static void fill(ObjectNode node, String field, boolean value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  /** Equal as values: 1 and 1L are. */
  public static boolean same(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  /** Removes every null, and nothing else. */
  public static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(Trees::dropNulls);
  }
}
