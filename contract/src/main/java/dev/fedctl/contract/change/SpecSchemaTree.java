package dev.fedctl.contract.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The schema of specs, as far as changes need it: fields, and how each is changed. */
record SpecSchemaTree(JsonNode node) {

  private static final JsonNode DOCUMENT = read();

  static SpecSchemaTree root() {
    return new SpecSchemaTree(DOCUMENT);
  }

  static SpecSchemaTree member() {
    return new SpecSchemaTree(DOCUMENT.at("/$defs/member"));
  }

  /** How a change of this field is carried out; absent: as of what it is in. */
  Optional<String> change() {
    return Optional.ofNullable(node.path("x-change").textValue())
        .or(() -> Optional.ofNullable(referred().path("x-change").textValue()));
  }

  /** The fields below; of the whole document without the members, which are told apart by name. */
  Map<String, SpecSchemaTree> properties() {
    Map<String, SpecSchemaTree> properties = new LinkedHashMap<>();
    referred()
        .path("properties")
        .properties()
        .forEach(field -> properties.put(field.getKey(), new SpecSchemaTree(field.getValue())));
    properties.remove("members");
    return properties;
  }

  private JsonNode referred() {
    String reference = node.path("$ref").textValue();
    return reference == null ? node : DOCUMENT.at(reference.substring(1));
  }

  private static JsonNode read() {
    try (InputStream in =
        SpecSchemaTree.class.getResourceAsStream("/dev/fedctl/contract/federation.schema.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, "the schema is in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
