package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says what the schema found in the words of a user: what was found, what is allowed. */
final class SchemaPhrases {

  private SchemaPhrases() {}

  static String of(Error error, Optional<JsonNode> rule, Optional<String> text) {
    JsonNode allowed = rule.orElse(error.getSchemaNode());
    String found = found(error.getInstanceNode(), text);
    return switch (error.getKeyword()) {
      case "additionalProperties" -> "unknown key; allowed: " + keys(allowed);
      case "required" -> "needs the key \"" + error.getProperty() + "\"";
      case "type" -> "is " + found + "; must be " + types(allowed, error.getInstanceNode(), text);
      case "enum" -> "is " + found + "; must be one of " + values(allowed.path("enum"));
      case "pattern" -> "is " + found + "; must be " + allowed.path("x-rule").asText();
      case "minimum", "maximum" -> "is " + found + "; must be " + range(allowed);
      case "minLength", "maxLength" ->
          "has %d characters; must have %s"
              .formatted(error.getInstanceNode().asText().length(), lengths(allowed));
      case "minProperties", "maxProperties" -> "needs exactly one of: " + keys(allowed);
      case "minItems" -> "needs at least " + allowed.path("minItems").asInt() + " entry";
      case "uniqueItems" -> "has an entry twice";
      default -> error.getMessage();
    };
  }

  private static String found(JsonNode node, Optional<String> text) {
    return switch (node.getNodeType()) {
      case OBJECT -> "a map";
      case ARRAY -> "a list";
      case NULL -> "empty";
      case NUMBER -> "the number " + text.orElse(node.asText());
      case BOOLEAN -> "the truth value " + node.asText();
      default -> "\"" + node.asText() + "\"";
    };
  }

  private static String types(JsonNode rule, JsonNode node, Optional<String> text) {
    List<String> names = new ArrayList<>();
    JsonNode types = rule.path("type");
    if (types.isArray()) {
      types.forEach(type -> names.add(name(type.asText())));
    } else {
      names.add(name(types.asText()));
    }
    String quoted =
        names.equals(List.of("a string")) && node.isValueNode() && !node.isNull()
            ? ": write \"" + text.orElse(node.asText()) + "\" in quotes"
            : "";
    return String.join(" or ", names) + quoted;
  }

  private static String name(String type) {
    return switch (type) {
      case "object" -> "a map";
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "string" -> "a string";
      default -> type;
    };
  }

  private static String range(JsonNode rule) {
    return rule.has("maximum")
        ? "from " + rule.path("minimum").asText() + " to " + rule.path("maximum").asText()
        : "at least " + rule.path("minimum").asText();
  }

  private static String lengths(JsonNode rule) {
    return rule.has("maxLength")
        ? rule.path("minLength").asInt(0) + " to " + rule.path("maxLength").asInt()
        : "at least " + rule.path("minLength").asInt();
  }

  private static String keys(JsonNode rule) {
    List<String> names = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private static String values(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
