package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import dev.fedctl.sandbox.aws.protocol.Violation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests that break one rule of a service's table each, made from the table. */
final class ModelViolations {

  /** Levels of structures that are looked into; launch template data is hundreds of members. */
  private static final int DEPTH = 3;

  private static final int LONGEST = 3000;

  /**
   * One request that is right but for one thing.
   *
   * @param path of the member that is wrong: names, and 1 for the first of a list
   */
  record Row(
      String service,
      String operation,
      Kind kind,
      List<Object> path,
      String constraint,
      RawAws.Shape request) {

    @Override
    public String toString() {
      return service + " " + operation + ": " + kind + " " + path;
    }
  }

  private final String service;
  private final ServiceModel model;
  private final ModelSamples samples;
  private final List<Row> rows = new ArrayList<>();

  private ModelViolations(String service) {
    this.service = service;
    this.model = ModelTables.load(service);
    this.samples = new ModelSamples(model);
  }

  static Stream<Row> of(String service) {
    ModelViolations all = new ModelViolations(service);
    all.model.operations().values().forEach(all::operation);
    return all.rows.stream();
  }

  private void operation(OperationModel operation) {
    Shape.Structure input = model.structure(operation.input());
    Map<String, Object> good = samples.structure(input);
    add(operation, Kind.UNKNOWN, List.of("Colour"), "", with(good, List.of("Colour"), "red"));
    members(operation, input, good, List.of(), 1);
  }

  private void members(
      OperationModel operation,
      Shape.Structure shape,
      Map<String, Object> good,
      List<Object> path,
      int depth) {
    shape
        .members()
        .forEach(
            (name, member) -> {
              List<Object> at = below(path, name);
              boolean label = member.location().equals("uri");
              if (shape.required().contains(name) && !label && canLack(shape, path)) {
                Map<String, Object> whole = with(good, path, samples.structure(shape));
                add(operation, Kind.MISSING, at, "Member must not be null", without(whole, at));
              }
              boolean typed = samples.isJson() && member.location().equals("body");
              value(operation, model.shape(member.shape()), good, at, depth, typed, label);
            });
  }

  // A form cannot carry a structure without members.
  private boolean canLack(Shape.Structure shape, List<Object> path) {
    return path.isEmpty() || shape.required().size() > 1 || samples.isJson();
  }

  private void value(
      OperationModel operation,
      Shape shape,
      Map<String, Object> good,
      List<Object> at,
      int depth,
      boolean typed,
      boolean label) {
    switch (shape) {
      case Shape.Structure structure -> {
        add(operation, Kind.WRONG_TYPE, at, "Member must be a structure", with(good, at, "red"));
        if (depth < DEPTH) {
          Map<String, Object> there = with(good, at, samples.structure(structure));
          members(operation, structure, there, at, depth + 1);
        }
      }
      case Shape.ListOf list -> {
        if (typed || !samples.isJson()) {
          add(operation, Kind.WRONG_TYPE, at, "Member must be a list", with(good, at, "red"));
        }
        sizes(operation, list, good, at, typed);
        Map<String, Object> there = with(good, at, List.of(samples.value(model.shape(list.of()))));
        value(operation, model.shape(list.of()), there, below(at, 1), depth, typed, false);
      }
      case Shape.MapOf map -> {
        add(operation, Kind.WRONG_TYPE, at, "Member must be a map", with(good, at, "red"));
        map.size()
            .max()
            .ifPresent(
                max ->
                    add(
                        operation,
                        Kind.OUT_OF_BOUNDS,
                        at,
                        "Member must have length less than or equal to " + max,
                        with(good, at, samples.entries((int) max + 1))));
      }
      case Shape.Text text -> {
        if (typed) {
          add(operation, Kind.WRONG_TYPE, at, "Member must be a string", with(good, at, 5L));
        }
        text(operation, text, good, at, label);
      }
      case Shape.WholeNumber number -> {
        add(operation, Kind.WRONG_TYPE, at, "Member must be an integer", with(good, at, "red"));
        number
            .range()
            .max()
            .ifPresent(
                max ->
                    add(
                        operation,
                        Kind.OUT_OF_BOUNDS,
                        at,
                        "Member must have value less than or equal to " + max,
                        with(good, at, max + 1)));
        number
            .range()
            .min()
            .ifPresent(
                min ->
                    add(
                        operation,
                        Kind.OUT_OF_BOUNDS,
                        at,
                        "Member must have value greater than or equal to " + min,
                        with(good, at, min - 1)));
      }
      case Shape.Decimal() ->
          add(operation, Kind.WRONG_TYPE, at, "Member must be a number", with(good, at, "red"));
      case Shape.Flag() ->
          add(operation, Kind.WRONG_TYPE, at, "Member must be a boolean", with(good, at, "red"));
      case Shape.Timestamp() ->
          add(operation, Kind.WRONG_TYPE, at, "Member must be a timestamp", with(good, at, "red"));
    }
  }

  private void sizes(
      OperationModel operation,
      Shape.ListOf list,
      Map<String, Object> good,
      List<Object> at,
      boolean typed) {
    Object item = samples.value(model.shape(list.of()));
    list.length()
        .max()
        .ifPresent(
            max ->
                add(
                    operation,
                    Kind.OUT_OF_BOUNDS,
                    at,
                    "Member must have length less than or equal to " + max,
                    with(good, at, java.util.Collections.nCopies((int) max + 1, item))));
    if (typed && list.length().min().orElse(0) > 0) {
      add(
          operation,
          Kind.OUT_OF_BOUNDS,
          at,
          "Member must have length greater than or equal to " + list.length().min().orElse(0),
          with(good, at, List.of()));
    }
  }

  private void text(
      OperationModel operation,
      Shape.Text text,
      Map<String, Object> good,
      List<Object> at,
      boolean label) {
    if (!text.values().isEmpty()) {
      add(
          operation,
          Kind.ENUM,
          at,
          "Member must satisfy enum value set: [" + String.join(", ", text.values()) + "]",
          with(good, at, "red"));
      return;
    }
    text.length()
        .max()
        .ifPresent(
            max ->
                samples
                    .longer(text, (int) Math.min(max, LONGEST) + 1)
                    .filter(value -> max < LONGEST)
                    .ifPresent(
                        value ->
                            add(
                                operation,
                                Kind.OUT_OF_BOUNDS,
                                at,
                                "Member must have length less than or equal to " + max,
                                with(good, at, value))));
    if (!label && text.length().min().orElse(0) > 0) {
      add(
          operation,
          Kind.OUT_OF_BOUNDS,
          at,
          "Member must have length greater than or equal to " + text.length().min().orElse(0),
          with(good, at, ""));
    }
    Optional<String> bad = samples.unlike(text);
    bad.ifPresent(
        value ->
            add(
                operation,
                Kind.PATTERN,
                at,
                "Member must satisfy regular expression pattern: "
                    + text.pattern().orElseThrow().pattern(),
                with(good, at, value)));
  }

  private void add(
      OperationModel operation,
      Kind kind,
      List<Object> path,
      String constraint,
      Map<String, Object> input) {
    rows.add(
        new Row(
            service,
            operation.name(),
            kind,
            path,
            constraint,
            samples.request(service, operation, input)));
  }

  private static List<Object> below(List<Object> path, Object level) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(level);
    return List.copyOf(longer);
  }

  private static Map<String, Object> with(
      Map<String, Object> input, List<Object> path, Object value) {
    if (path.isEmpty()) {
      return input;
    }
    return members(replaced(input, path, Optional.of(value)));
  }

  private static Map<String, Object> without(Map<String, Object> input, List<Object> path) {
    return members(replaced(input, path, Optional.empty()));
  }

  private static Object replaced(Object there, List<Object> path, Optional<Object> value) {
    if (path.isEmpty()) {
      return value.orElseThrow();
    }
    List<Object> rest = path.subList(1, path.size());
    if (path.getFirst() instanceof Integer) {
      List<Object> items = new ArrayList<>((List<?>) there);
      items.set(0, replaced(items.getFirst(), rest, value));
      return items;
    }
    Map<String, Object> members = members(there);
    String name = (String) path.getFirst();
    if (rest.isEmpty() && value.isEmpty()) {
      members.remove(name);
    } else {
      members.put(name, replaced(members.getOrDefault(name, Map.of()), rest, value));
    }
    return members;
  }

  private static Map<String, Object> members(Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, member));
    return members;
  }
}
