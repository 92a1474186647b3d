package dev.fedctl.sandbox.kube.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the names and types of the fields of the built-in kinds, as the typed model of fabric8
 * declares them: one line for each type, {@code Name field:type …}.
 */
final class TypeTableGenerator {

  static final Path TABLE = Path.of("src/main/resources/dev/fedctl/sandbox/kube/types.txt");

  private static final String MODEL = "io.fabric8.kubernetes.api.model.";
  private static final List<String> PACKAGES =
      List.of(
          "",
          "apps.",
          "policy.v1.",
          "storage.",
          "rbac.",
          "coordination.v1.",
          "admissionregistration.v1.",
          "apiextensions.v1.",
          "authorization.v1.",
          "certificates.v1.",
          "discovery.v1.");

  /** By simple name: two types of one name (WebhookClientConfig) share a line with all fields. */
  private final Map<String, Map<String, String>> types = new TreeMap<>();

  private final Set<Class<?>> done = new HashSet<>();
  private final Deque<Class<?>> open = new ArrayDeque<>();

  public static void main(String[] args) throws IOException {
    Files.writeString(TABLE, new TypeTableGenerator().table());
  }

  String table() throws IOException {
    for (String line : Files.readAllLines(TABLE.resolveSibling("kinds.txt"))) {
      if (!line.startsWith("#")) {
        open.add(model(line.split(" ")[7]));
      }
    }
    while (!open.isEmpty()) {
      Class<?> type = open.remove();
      if (done.add(type)) {
        addFields(type, types.computeIfAbsent(type.getSimpleName(), name -> new TreeMap<>()));
      }
    }
    StringBuilder text = new StringBuilder();
    types.forEach(
        (name, fields) -> {
          text.append(name);
          fields.forEach((field, type) -> text.append(' ').append(field).append(':').append(type));
          text.append('\n');
        });
    return text.toString();
  }

  private void addFields(Class<?> type, Map<String, String> fields) {
    for (Field field : type.getDeclaredFields()) {
      JsonProperty name = field.getAnnotation(JsonProperty.class);
      if (Modifier.isStatic(field.getModifiers())
          || name == null
          || field.isAnnotationPresent(JsonIgnore.class)) {
        continue;
      }
      fields.put(
          name.value().isEmpty() ? field.getName() : name.value(), typeOf(field.getGenericType()));
    }
  }

  private String typeOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? "[" + typeOf(arguments[0]) + "]"
          : "{" + typeOf(arguments[1]) + "}";
    }
    Class<?> raw = (Class<?>) type;
    if (raw == String.class || raw == MicroTime.class || raw == ZonedDateTime.class) {
      return "string";
    }
    if (raw == Integer.class || raw == Long.class) {
      return "int";
    }
    if (raw == Boolean.class) {
      return "bool";
    }
    if (raw == Double.class) {
      return "number";
    }
    if (raw == Quantity.class) {
      return "quantity";
    }
    if (raw == IntOrString.class) {
      return "intstr";
    }
    if (raw.isInterface()
        || raw == Object.class
        || raw.getSimpleName().equals("FieldsV1")
        || raw.getSimpleName().startsWith("JSONSchemaPropsOr")
        || raw.getSimpleName().equals("JsonNode")
        || raw.getSimpleName().equals("RawExtension")) {
      return "any";
    }
    open.add(raw);
    return raw.getSimpleName();
  }

  private static Class<?> model(String name) {
    return PACKAGES.stream()
        .flatMap(candidate -> load(MODEL + candidate + name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model class for " + name));
  }

  private static Stream<Class<?>> load(String name) {
    try {
      return Stream.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }
}
