package dev.fedctl.sandbox.kube.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of the kinds that every API server has, from the committed tables: {@code types.txt}
 * (fields, generated) and {@code rules.txt} (how lists merge, what is required, enumerations).
 */
public final class BuiltInTypes {

  private static final BuiltInTypes INSTANCE = new BuiltInTypes();

  private final Map<String, String[]> lines = new HashMap<>();
  private final Map<String, String[]> lists = new HashMap<>();
  private final Map<String, List<String>> enums = new HashMap<>();
  private final Map<String, List<String>> required = new HashMap<>();
  private final Set<String> atomic = new HashSet<>();
  private final Map<String, Shape.Struct> structs = new HashMap<>();

  private BuiltInTypes() {
    for (String line : lines("types.txt")) {
      String[] words = line.split(" ");
      lines.put(words[0], words);
    }
    for (String line : lines("rules.txt")) {
      String[] words = line.split(" ");
      List<String> rest = List.of(words).subList(2, words.length);
      switch (words[0]) {
        case "list" -> lists.put(words[1], words);
        case "atomic", "atomicmap" -> atomic.add(words[1]);
        case "require" -> required.put(words[1], rest);
        case "enum" -> enums.put(words[1], rest);
        default -> throw new IllegalStateException("rules.txt: " + line);
      }
    }
    lines.keySet().forEach(this::struct);
  }

  /** The type of that name; every type of the tables exists. */
  public static Shape.Struct named(String type) {
    Shape.Struct found = INSTANCE.structs.get(type);
    if (found == null) {
      throw new IllegalArgumentException("no built-in type " + type);
    }
    return found;
  }

  /** The lines of a table beside this package's parent, comments left out. */
  public static List<String> lines(String table) {
    try (InputStream in =
        BuiltInTypes.class.getResourceAsStream("/dev/fedctl/sandbox/kube/" + table)) {
      if (in == null) {
        throw new IllegalStateException("the table " + table + " is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Shape.Struct struct(String type) {
    Shape.Struct known = structs.get(type);
    if (known != null) {
      return known;
    }
    String[] words = lines.get(type);
    if (words == null) {
      throw new IllegalStateException("types.txt: no type " + type);
    }
    Shape.Struct struct = new Shape.Struct(type, atomic.contains(type), false);
    structs.put(type, struct);
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].lastIndexOf(':');
      String field = words[i].substring(0, colon);
      struct.field(field, shape(type + "." + field, words[i].substring(colon + 1)));
    }
    required.getOrDefault(type, List.of()).forEach(struct::require);
    return struct;
  }

  private Shape shape(String place, String type) {
    if (type.startsWith("[")) {
      Shape item = shape(place + "[]", type.substring(1, type.length() - 1));
      String[] rule = lists.get(place);
      if (rule == null || rule[2].equals("atomic")) {
        return new Shape.Sequence(item, Shape.Merging.ATOMIC, List.of());
      }
      return rule[2].equals("set")
          ? new Shape.Sequence(item, Shape.Merging.SET, List.of())
          : new Shape.Sequence(item, Shape.Merging.MAP, List.of(rule).subList(3, rule.length));
    }
    if (type.startsWith("{")) {
      Shape value = shape(place + "{}", type.substring(1, type.length() - 1));
      return new Shape.Dictionary(value, atomic.contains(place));
    }
    return switch (type) {
      case "string" ->
          Shape.Scalar.of(Shape.Kind.STRING).oneOf(enums.getOrDefault(place, List.of()));
      case "int" -> Shape.Scalar.of(Shape.Kind.INTEGER);
      case "bool" -> Shape.Scalar.of(Shape.Kind.BOOLEAN);
      case "number" -> Shape.Scalar.of(Shape.Kind.NUMBER);
      case "quantity" -> Shape.Scalar.of(Shape.Kind.QUANTITY);
      case "intstr" -> Shape.Scalar.of(Shape.Kind.INT_OR_STRING);
      case "any" -> new Shape.Any();
      default -> struct(type);
    };
  }
}
