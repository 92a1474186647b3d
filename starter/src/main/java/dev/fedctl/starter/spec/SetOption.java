package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One {@code --set PATH=VALUE}: the value is YAML, the path dotted from the top of the document;
 * {@code spec.} may be left out. An entry of a list that the file has is {@code members[0]}.
 */
record SetOption(String option, List<String> path, LocatedTree value) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\[[0-9]{1,4}])*");
  private static final List<String> TOP = List.of("apiVersion", "kind", "metadata", "spec");

  static SetOption parse(String option) {
    String source = "--set " + option;
    int equals = option.indexOf('=');
    if (equals < 1) {
      throw problem(source, "", "must be PATH=VALUE, such as spec.nodes.count=5");
    }
    List<String> keys = List.of(option.substring(0, equals).split("\\.", -1));
    for (String key : keys) {
      if (!KEY.matcher(key).matches()) {
        throw problem(
            source,
            "",
            "\""
                + key
                + "\" is no key; a path is keys with dots between them, such as members[0].region");
      }
    }
    List<String> path =
        TOP.contains(keys.getFirst())
            ? keys
            : Stream.concat(Stream.of("spec"), keys.stream()).toList();
    String value = option.substring(equals + 1);
    return new SetOption(
        option,
        steps(path),
        YamlReader.read(source, value.isBlank() ? "\"" + value + "\"" : value));
  }

  /** {@code members[0]} is a key and an index. */
  private static List<String> steps(List<String> keys) {
    return keys.stream().flatMap(key -> Stream.of(key.replace("]", "").split("\\["))).toList();
  }

  /** Puts the value into the document. */
  void applyTo(LocatedTree document) {
    if (!(document.root() instanceof ObjectNode root)) {
      return;
    }
    JsonNode at = root;
    for (int i = 0; i + 1 < path.size(); i++) {
      at = next(at, i);
    }
    String last = path.getLast();
    switch (at) {
      case ObjectNode object when !isIndex(last) -> object.set(last, value.root());
      case ArrayNode list when isIndex(last) ->
          list.set(index(list, path.size() - 1), value.root());
      default -> throw mismatch(path.size() - 1);
    }
    document.relocate("/" + String.join("/", path), "--set " + option, value);
  }

  /** One step down, on a way that need not be there yet as long as it goes through maps. */
  private JsonNode next(JsonNode at, int step) {
    String key = path.get(step);
    return switch (at) {
      case ObjectNode object when !isIndex(key) -> {
        JsonNode next = object.get(key);
        yield next == null || next.isNull() ? object.putObject(key) : next;
      }
      case ArrayNode list when isIndex(key) -> list.get(index(list, step));
      default -> throw mismatch(step);
    };
  }

  private static boolean isIndex(String step) {
    return Character.isDigit(step.charAt(0));
  }

  private int index(ArrayNode list, int step) {
    int index = Integer.parseInt(path.get(step));
    if (index >= list.size()) {
      throw problem(
          "--set " + option,
          dotted(path.size()),
          "the list has %d entries, counted from 0".formatted(list.size()));
    }
    return index;
  }

  private InvalidSpecFileException mismatch(int step) {
    return problem(
        "--set " + option,
        dotted(path.size()),
        "\"%s\" is not a %s".formatted(dotted(step), isIndex(path.get(step)) ? "list" : "map"));
  }

  private String dotted(int steps) {
    return YamlReader.path("/" + String.join("/", path.subList(0, steps)));
  }

  private static InvalidSpecFileException problem(String source, String path, String message) {
    return InvalidSpecFileException.of(
        new SpecProblem(Optional.of(new Place(source, 0, 0)), path, message));
  }
}
