package dev.fedctl.contract.message;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.fedctl.contract.spec.InvalidSpecException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, or why it cannot be read. People type messages into the Web UI's forms:
 * what is wrong with one has to reach them, where Temporal would drop a signal that it cannot
 * decode. Unknown fields are wrong.
 *
 * @param message absent when it cannot be read
 * @param problem what is wrong with it; absent when it can be read
 */
@JsonDeserialize(using = Received.Reader.class)
public record Received<T>(Optional<T> message, Optional<String> problem) {

  /** One that can be read. */
  public static <T> Received<T> of(T message) {
    return new Received<>(Optional.of(message), Optional.empty());
  }

  /** The message; throws what is wrong with it. */
  public T read() {
    return message.orElseThrow(() -> new InvalidMessageException(problem.orElse("is empty")));
  }

  /** On the wire it is the message itself. */
  @JsonValue
  @Nullable T onTheWire() {
    return message.orElse(null);
  }

  /** Reads strictly, and never throws. */
  static final class Reader extends JsonDeserializer<Received<?>>
      implements ContextualDeserializer {

    private static final ObjectMapper STRICT =
        JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final @Nullable JavaType type;

    Reader() {
      this(null);
    }

    private Reader(@Nullable JavaType type) {
      this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType wanted = property == null ? context.getContextualType() : property.getType();
      return new Reader(wanted.containedType(0));
    }

    @Override
    public Received<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode tree = parser.readValueAsTree();
      if (tree == null || !tree.isObject()) {
        return problem("must be one JSON object");
      }
      try {
        return Received.of(STRICT.<Object>readValue(STRICT.treeAsTokens(tree), type));
      } catch (JsonProcessingException wrong) {
        return problem(reason(wrong));
      }
    }

    @Override
    public Received<?> getNullValue(DeserializationContext context) {
      return problem("must be one JSON object");
    }

    private static Received<?> problem(String text) {
      return new Received<>(Optional.empty(), Optional.of(text));
    }

    /** What a constructor of ours says; else which field is wrong, and what is allowed there. */
    private static String reason(JsonProcessingException wrong) {
      for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidMessageException || cause instanceof InvalidSpecException) {
          return String.valueOf(cause.getMessage());
        }
      }
      return switch (wrong) {
        case UnrecognizedPropertyException unknown ->
            "unknown field \"%s\"; allowed: %s"
                .formatted(
                    path(unknown),
                    unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        case MismatchedInputException mismatched ->
            "\"%s\" must be %s".formatted(path(mismatched), wanted(mismatched.getTargetType()));
        default -> wrong.getOriginalMessage();
      };
    }

    private static String path(JsonMappingException wrong) {
      StringBuilder path = new StringBuilder();
      for (JsonMappingException.Reference step : wrong.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
      }
      return path.toString();
    }

    private static String wanted(@Nullable Class<?> type) {
      if (type == null) {
        return "something else";
      }
      if (Collection.class.isAssignableFrom(type)) {
        return "a list";
      }
      if (type == boolean.class || type == Boolean.class) {
        return "true or false";
      }
      if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
        return "a number";
      }
      return type == String.class ? "a text" : "an object";
    }
  }
}
