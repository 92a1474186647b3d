package dev.fedctl.sandbox.aws.protocol;

import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns raw values into typed ones by a service's table and notes what is wrong with them. Typed
 * values are String, Long, Double, Boolean, Instant, List and Map.
 */
final class Typing {

  private final ServiceModel model;
  private final List<Violation> violations = new ArrayList<>();

  Typing(ServiceModel model) {
    this.model = model;
  }

  /** In the order in which they were met. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  void unknown(String path) {
    violations.add(new Violation(Violation.Kind.UNKNOWN, path, "", "Unknown parameter"));
  }

  Map<String, Object> structure(Shape.Structure shape, Map<String, Raw> fields, String path) {
    Map<String, Object> typed = new LinkedHashMap<>();
    shape
        .required()
        .forEach(
            name -> {
              if (!fields.containsKey(name)) {
                violations.add(
                    new Violation(
                        Violation.Kind.MISSING, at(path, name), "null", "Member must not be null"));
              }
            });
    fields.forEach(
        (name, raw) -> {
          Shape.Member member = shape.members().get(name);
          if (member == null) {
            unknown(at(path, name));
          } else {
            value(model.shape(member.shape()), raw, at(path, name))
                .ifPresent(value -> typed.put(name, value));
          }
        });
    return typed;
  }

  private Optional<Object> value(Shape shape, Raw raw, String path) {
    return switch (shape) {
      case Shape.Structure structure ->
          raw instanceof Raw.Fields sent
              ? Optional.of(structure(structure, sent.fields(), path))
              : wrong(raw, path, "a structure");
      case Shape.ListOf list ->
          raw instanceof Raw.Items sent
              ? Optional.of(list(list, sent.items(), path))
              : wrong(raw, path, "a list");
      case Shape.MapOf map ->
          raw instanceof Raw.Fields sent
              ? Optional.of(map(map, sent.fields(), path))
              : wrong(raw, path, "a map");
      case Shape.Text text -> text(text, raw, path);
      case Shape.WholeNumber number -> whole(number, raw, path);
      case Shape.Decimal() -> decimal(raw, path);
      case Shape.Flag() -> flag(raw, path);
      case Shape.Timestamp() -> timestamp(raw, path);
    };
  }

  private List<Object> list(Shape.ListOf shape, List<Raw> items, String path) {
    bounds(shape.length(), items.size(), path, items.size() + " items", "length");
    List<Object> typed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      value(model.shape(shape.of()), items.get(i), at(path, Integer.toString(i + 1)))
          .ifPresent(typed::add);
    }
    return typed;
  }

  private Map<String, Object> map(Shape.MapOf shape, Map<String, Raw> fields, String path) {
    bounds(shape.size(), fields.size(), path, fields.size() + " entries", "length");
    Map<String, Object> typed = new LinkedHashMap<>();
    fields.forEach(
        (key, raw) -> {
          value(model.shape(shape.key()), new Raw.Text(key), at(path, key));
          value(model.shape(shape.value()), raw, at(path, key))
              .ifPresent(value -> typed.put(key, value));
        });
    return typed;
  }

  private Optional<Object> text(Shape.Text shape, Raw raw, String path) {
    String text;
    switch (raw) {
      case Raw.Untyped untyped -> text = untyped.text();
      case Raw.Text typed -> text = typed.text();
      default -> {
        return wrong(raw, path, "a string");
      }
    }
    bounds(shape.length(), text.codePointCount(0, text.length()), path, text, "length");
    shape
        .pattern()
        .filter(pattern -> !pattern.matcher(text).matches())
        .ifPresent(
            pattern ->
                violations.add(
                    new Violation(
                        Violation.Kind.PATTERN,
                        path,
                        text,
                        "Member must satisfy regular expression pattern: " + pattern)));
    if (!shape.values().isEmpty() && !shape.values().contains(text)) {
      violations.add(
          new Violation(
              Violation.Kind.ENUM,
              path,
              text,
              "Member must satisfy enum value set: " + Shape.listed(shape.values())));
    }
    return Optional.of(text);
  }

  private Optional<Object> whole(Shape.WholeNumber shape, Raw raw, String path) {
    try {
      long number =
          switch (raw) {
            case Raw.Untyped(String text) -> Long.parseLong(text);
            case Raw.Digits(String digits) -> Long.parseLong(digits);
            default -> throw new NumberFormatException(shown(raw));
          };
      bounds(shape.range(), number, path, Long.toString(number), "value");
      return Optional.of(number);
    } catch (NumberFormatException e) {
      return wrong(raw, path, "an integer");
    }
  }

  private Optional<Object> decimal(Raw raw, String path) {
    try {
      return Optional.of(
          switch (raw) {
            case Raw.Untyped(String text) -> Double.parseDouble(text);
            case Raw.Digits(String digits) -> Double.parseDouble(digits);
            default -> throw new NumberFormatException(shown(raw));
          });
    } catch (NumberFormatException e) {
      return wrong(raw, path, "a number");
    }
  }

  private Optional<Object> flag(Raw raw, String path) {
    return switch (raw) {
      case Raw.Flag(boolean value) -> Optional.of(value);
      case Raw.Untyped sent when sent.text().equals("true") || sent.text().equals("false") ->
          Optional.of(Boolean.valueOf(sent.text()));
      default -> wrong(raw, path, "a boolean");
    };
  }

  private Optional<Object> timestamp(Raw raw, String path) {
    try {
      return switch (raw) {
        case Raw.Digits(String digits) ->
            Optional.of(Instant.ofEpochMilli(Math.round(Double.parseDouble(digits) * 1000)));
        case Raw.Untyped(String text) -> Optional.of(Instant.parse(text));
        default -> wrong(raw, path, "a timestamp");
      };
    } catch (DateTimeException e) {
      return wrong(raw, path, "a timestamp");
    }
  }

  private void bounds(Shape.Bounds bounds, long actual, String path, String shown, String what) {
    if (bounds.allow(actual)) {
      return;
    }
    boolean over = actual > bounds.max().orElse(Long.MAX_VALUE);
    String limit =
        over
            ? "less than or equal to " + bounds.max().orElseThrow()
            : "greater than or equal to " + bounds.min().orElseThrow();
    violations.add(
        new Violation(
            Violation.Kind.OUT_OF_BOUNDS, path, shown, "Member must have " + what + " " + limit));
  }

  private Optional<Object> wrong(Raw raw, String path, String wanted) {
    violations.add(
        new Violation(Violation.Kind.WRONG_TYPE, path, shown(raw), "Member must be " + wanted));
    return Optional.empty();
  }

  private static String shown(Raw raw) {
    return switch (raw) {
      case Raw.Untyped(String text) -> text;
      case Raw.Text(String text) -> text;
      case Raw.Digits(String digits) -> digits;
      case Raw.Flag(boolean value) -> Boolean.toString(value);
      case Raw.Items items -> "a list";
      case Raw.Fields fields -> "a structure";
    };
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
