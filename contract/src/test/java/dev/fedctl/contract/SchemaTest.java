package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.spec.MembersSpec;
import dev.fedctl.contract.spec.VpcSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema and the records say the same, in both directions. */
class SchemaTest {

  private final JsonNode schema = read();
  private final Set<String> compared = new TreeSet<>();

  @Test
  void everyKeyIsARecordComponentAndTheOtherWayRound() {
    compare("", schema, FederationDocument.class);

    assertThat(compared)
        .contains(
            ".spec.nodes.memoryGiB", ".spec.karmada.endpoint.scheme", ".spec.members[].labels");
  }

  @Test
  void everyFieldSaysHowAChangeIsCarriedOut() {
    leaves("", schema)
        .forEach(
            (path, rule) ->
                assertThat(rule.path("x-change").asText())
                    .as(path)
                    .isIn("in-place", "rolling", "replace", "immutable"));
  }

  @Test
  void everyFieldIsDescribed() {
    leaves("", schema)
        .forEach(
            (path, rule) -> assertThat(rule.path("description").asText()).as(path).isNotBlank());
  }

  private void compare(String path, JsonNode rule, Type type) {
    JsonNode resolved = resolve(rule);
    Class<?> raw = raw(type);
    if (raw == MembersSpec.class) {
      compare(path, resolved, MembersSpec.Counted.class);
      compare(path + "[]", resolved.path("items"), MemberSpec.class);
      return;
    }
    if (raw == VpcSpec.class) {
      assertThat(keys(resolved)).containsExactlyInAnyOrder("name", "id");
      return;
    }
    if (!raw.isRecord()) {
      assertThat(kind(resolved)).as(path).isEqualTo(kind(raw));
      return;
    }
    Map<String, Type> components = new TreeMap<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      components.put(component.getName(), component.getGenericType());
    }
    assertThat(keys(resolved))
        .as("keys at %s", path)
        .containsExactlyInAnyOrderElementsOf(components.keySet());
    assertThat(resolved.path("additionalProperties").asBoolean(true))
        .as("unknown keys are refused at %s", path)
        .isFalse();
    components.forEach(
        (name, component) -> {
          JsonNode property = resolved.path("properties").path(name);
          compared.add(path + "." + name);
          boolean required = Arrays.asList(texts(resolved.path("required"))).contains(name);
          boolean optional = raw(component) != component && isOptional(component);
          assertThat(optional || required || property.has("default"))
              .as("%s.%s is required, has a default or is optional", path, name)
              .isTrue();
          compare(path + "." + name, property, unwrap(component));
        });
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  private static Type unwrap(Type type) {
    return isOptional(type) ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static String kind(Class<?> type) {
    if (type == int.class) {
      return "integer";
    }
    if (type == List.class) {
      return "array";
    }
    return type == Map.class ? "object" : "string";
  }

  private static String kind(JsonNode rule) {
    if (rule.has("type")) {
      return rule.path("type").asText();
    }
    return rule.path("enum").path(0).isTextual() ? "string" : "integer";
  }

  private Map<String, JsonNode> leaves(String path, JsonNode rule) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    JsonNode resolved = resolve(rule);
    for (String key : keys(resolved)) {
      JsonNode property = resolved.path("properties").path(key);
      Map<String, JsonNode> below = leaves(path + "." + key, property);
      leaves.putAll(below);
      if (below.isEmpty()) {
        leaves.put(path + "." + key, property);
      }
    }
    return leaves;
  }

  private JsonNode resolve(JsonNode rule) {
    String ref = rule.path("$ref").asText("");
    return ref.isEmpty() ? rule : schema.at(ref.substring(1));
  }

  private static List<String> keys(JsonNode rule) {
    return rule.path("properties").propertyStream().map(Map.Entry::getKey).toList();
  }

  private static String[] texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toArray(String[]::new);
  }

  private static JsonNode read() {
    try (InputStream in =
        FederationDocument.class.getResourceAsStream(
            "/dev/fedctl/contract/federation.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
