package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fedctl.contract.spec.FederationDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of a spec file: what it allows, and the defaults it fills in. */
public final class SpecSchema {

  private static final String RESOURCE = "federation.schema.json";

  private final JsonNode json;
  private final Schema schema;

  private SpecSchema(JsonNode json) {
    this.json = json;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json);
  }

  /** The schema that ships with the product. */
  public static SpecSchema shipped() {
    try (InputStream in =
        FederationDocument.class.getResourceAsStream("/dev/fedctl/contract/" + RESOURCE)) {
      return new SpecSchema(new ObjectMapper().readTree(Objects.requireNonNull(in, RESOURCE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode json() {
    return json;
  }

  List<SpecProblem> problems(LocatedTree tree) {
    List<SpecProblem> problems = new ArrayList<>();
    for (Error error : schema.validate(tree.root())) {
      String pointer = error.getInstanceLocation().toString();
      String subject =
          error.getKeyword().equals("additionalProperties")
              ? pointer + "/" + error.getProperty()
              : pointer;
      problems.add(
          new SpecProblem(
              tree.place(subject),
              YamlReader.path(subject),
              SchemaPhrases.of(error, parent(error), tree.text(pointer))));
    }
    return problems;
  }

  /** Fills in every default that the schema gives and the document does not mention. */
  void fillDefaults(ObjectNode document) {
    fill(document, json);
  }

  private void fill(JsonNode value, JsonNode rule) {
    JsonNode resolved = resolve(rule);
    if (value instanceof ObjectNode object) {
      for (var property : resolved.path("properties").properties()) {
        String name = property.getKey();
        JsonNode preset = preset(property.getValue());
        if (!object.has(name) && preset != null) {
          object.set(name, preset.deepCopy());
        }
        if (object.has(name)) {
          fill(object.get(name), property.getValue());
        }
      }
    } else if (value.isArray()) {
      value.forEach(item -> fill(item, resolved.path("items")));
    }
  }

  private static @Nullable JsonNode preset(JsonNode rule) {
    return rule.get("default");
  }

  private JsonNode resolve(JsonNode rule) {
    String ref = rule.path("$ref").asText("");
    return ref.isEmpty() ? rule : json.at(ref.substring(1));
  }

  /** The part of the schema that holds the keyword which failed. */
  private Optional<JsonNode> parent(Error error) {
    String pointer = error.getSchemaLocation().getFragment().toString();
    int last = pointer.lastIndexOf('/');
    JsonNode node = last < 0 ? json : json.at(pointer.substring(0, last));
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }
}
