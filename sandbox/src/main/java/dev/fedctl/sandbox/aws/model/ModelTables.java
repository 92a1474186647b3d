package dev.fedctl.sandbox.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the committed tables; {@code tools/models/generate.py} writes them. */
public final class ModelTables {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelTables() {}

  /** The table of a service by its folder name in botocore: {@code eks}, {@code elbv2}. */
  public static ServiceModel load(String service) {
    String path = "/dev/fedctl/sandbox/aws/models/" + service + ".json";
    try (InputStream in = ModelTables.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no table for " + service);
      }
      return model(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table of " + service, e);
    }
  }

  private static ServiceModel model(JsonNode root) {
    Map<String, OperationModel> operations = new LinkedHashMap<>();
    root.get("operations")
        .properties()
        .forEach(row -> operations.put(row.getKey(), operation(row.getKey(), row.getValue())));
    Map<String, Integer> errors = new LinkedHashMap<>();
    root.get("errors")
        .properties()
        .forEach(row -> errors.put(row.getKey(), row.getValue().asInt()));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    root.get("shapes").properties().forEach(row -> shapes.put(row.getKey(), shape(row.getValue())));
    return new ServiceModel(
        switch (root.get("protocol").asText()) {
          case "rest-json" -> ServiceModel.Protocol.REST_JSON;
          case "json" -> ServiceModel.Protocol.AWS_JSON;
          case "query" -> ServiceModel.Protocol.QUERY;
          case "ec2" -> ServiceModel.Protocol.EC2;
          default -> throw new IllegalStateException("protocol " + root.get("protocol"));
        },
        root.get("apiVersion").asText(),
        root.get("signingName").asText(),
        root.get("namespace").asText(),
        operations,
        errors,
        shapes);
  }

  private static OperationModel operation(String name, JsonNode row) {
    return new OperationModel(
        name,
        row.get("method").asText(),
        row.get("uri").asText(),
        row.get("status").asInt(),
        text(row, "input"),
        text(row, "output"),
        text(row, "wrapper"),
        texts(row.path("filters")));
  }

  private static Shape shape(JsonNode row) {
    Shape.Bounds bounds = new Shape.Bounds(whole(row, "min"), whole(row, "max"));
    return switch (row.get("type").asText()) {
      case "structure" -> new Shape.Structure(members(row), texts(row.path("required")));
      case "list" ->
          new Shape.ListOf(
              row.get("of").asText(), text(row, "as"), row.path("flat").asBoolean(), bounds);
      case "map" -> new Shape.MapOf(row.get("key").asText(), row.get("value").asText(), bounds);
      case "string" ->
          new Shape.Text(
              bounds, text(row, "pattern").map(Pattern::compile), texts(row.path("enum")));
      case "integer" ->
          new Shape.WholeNumber(
              new Shape.Bounds(
                  OptionalLong.of(bounds.min().orElse(Integer.MIN_VALUE)),
                  OptionalLong.of(bounds.max().orElse(Integer.MAX_VALUE))));
      case "long" -> new Shape.WholeNumber(bounds);
      case "double", "float" -> new Shape.Decimal();
      case "boolean" -> new Shape.Flag();
      case "timestamp" -> new Shape.Timestamp();
      default -> throw new IllegalStateException("type " + row.get("type"));
    };
  }

  private static Map<String, Shape.Member> members(JsonNode row) {
    Map<String, Shape.Member> members = new LinkedHashMap<>();
    row.get("members")
        .properties()
        .forEach(
            member ->
                members.put(
                    member.getKey(),
                    new Shape.Member(
                        member.getValue().get("shape").asText(),
                        member.getValue().path("in").asText("body"),
                        text(member.getValue(), "as"),
                        text(member.getValue(), "query"))));
    return members;
  }

  private static Optional<String> text(JsonNode row, String key) {
    return row.has(key) ? Optional.of(row.get(key).asText()) : Optional.empty();
  }

  private static OptionalLong whole(JsonNode row, String key) {
    return row.has(key) ? OptionalLong.of(row.get(key).asLong()) : OptionalLong.empty();
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> values = new LinkedHashSet<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }
}
