package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One {@code --set PATH=VALUE}: the value is YAML, the path dotted from the top of the document;
 * {@code spec.} may be left out.
 */
record SetOption(String option, List<String> path, LocatedTree value) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
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
            source, "", "\"" + key + "\" is no key; a path is keys with dots between them");
      }
    }
    List<String> path =
        TOP.contains(keys.getFirst())
            ? keys
            : Stream.concat(Stream.of("spec"), keys.stream()).toList();
    String value = option.substring(equals + 1);
    return new SetOption(
        option, path, YamlReader.read(source, value.isBlank() ? "\"" + value + "\"" : value));
  }

  /** Puts the value into the document. */
  void applyTo(LocatedTree document) {
    if (!(document.root() instanceof ObjectNode root)) {
      return;
    }
    ObjectNode at = root;
    for (String key : path.subList(0, path.size() - 1)) {
      JsonNode next = at.get(key);
      if (next == null || next.isNull()) {
        next = at.putObject(key);
      }
      if (!(next instanceof ObjectNode object)) {
        throw problem("--set " + option, String.join(".", path), "\"" + key + "\" is not a map");
      }
      at = object;
    }
    at.set(path.getLast(), value.root());
    document.relocate("/" + String.join("/", path), "--set " + option, value);
  }

  private static InvalidSpecFileException problem(String source, String path, String message) {
    return InvalidSpecFileException.of(
        new SpecProblem(Optional.of(new Place(source, 0, 0)), path, message));
  }
}
