package dev.fedctl.sandbox.aws.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes typed values as JSON by a table, so that no answer has a member that AWS does not have.
 */
final class JsonAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ServiceModel model;

  JsonAnswers(ServiceModel model) {
    this.model = model;
  }

  String write(Optional<String> shape, Map<String, Object> output) {
    try {
      return JSON.writeValueAsString(structure(model.structure(shape), output));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can be written", e);
    }
  }

  private ObjectNode structure(Shape.Structure shape, Map<?, ?> values) {
    ObjectNode node = NODES.objectNode();
    values.forEach(
        (name, value) -> {
          Shape.Member member = shape.members().get(String.valueOf(name));
          if (member == null) {
            throw new IllegalStateException("the model has no member " + name);
          }
          node.set(String.valueOf(name), value(model.shape(member.shape()), value));
        });
    return node;
  }

  private JsonNode value(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Structure structure -> structure(structure, (Map<?, ?>) value);
      case Shape.ListOf list -> {
        ArrayNode array = NODES.arrayNode();
        ((List<?>) value).forEach(item -> array.add(value(model.shape(list.of()), item)));
        yield array;
      }
      case Shape.MapOf map -> {
        ObjectNode node = NODES.objectNode();
        ((Map<?, ?>) value)
            .forEach(
                (key, entry) ->
                    node.set(String.valueOf(key), value(model.shape(map.value()), entry)));
        yield node;
      }
      case Shape.Text text -> NODES.textNode((String) value);
      case Shape.WholeNumber number -> NODES.numberNode(((Number) value).longValue());
      case Shape.Decimal() -> NODES.numberNode(((Number) value).doubleValue());
      case Shape.Flag() -> NODES.booleanNode((Boolean) value);
      case Shape.Timestamp() ->
          NODES.numberNode(BigDecimal.valueOf(((Instant) value).toEpochMilli(), 3));
    };
  }
}
