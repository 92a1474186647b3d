package dev.fedctl.sandbox.kube.schema;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The type of a value in an object of an API. */
public sealed interface Shape {

  /** What a single value may be. */
  enum Kind {
    STRING,
    INTEGER,
    BOOLEAN,
    NUMBER,
    QUANTITY,
    INT_OR_STRING
  }

  /** How two lists become one: replaced as a whole, united by value, or united by keys. */
  enum Merging {
    ATOMIC,
    SET,
    MAP
  }

  /**
   * A single value.
   *
   * @param allowed the values that there are; empty: any
   */
  record Scalar(
      Kind kind,
      List<String> allowed,
      Optional<Pattern> pattern,
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum,
      Optional<Integer> maxLength)
      implements Shape {

    public static Scalar of(Kind kind) {
      return new Scalar(
          kind, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Scalar oneOf(List<String> values) {
      return new Scalar(kind, values, pattern, minimum, maximum, maxLength);
    }
  }

  /** A map from names to values of one type. */
  record Dictionary(Shape value, boolean atomic) implements Shape {}

  /** A list; {@code keys} name the fields that tell the items of a {@code MAP} list apart. */
  record Sequence(Shape item, Merging merging, List<String> keys, Optional<Integer> maxItems)
      implements Shape {

    public Sequence(Shape item, Merging merging, List<String> keys) {
      this(item, merging, keys, Optional.empty());
    }
  }

  /** Anything; merges as its value suggests. */
  record Any() implements Shape {}

  /** An object with declared fields. A class because types may contain themselves. */
  final class Struct implements Shape {

    private final String name;
    private final boolean atomic;
    private final boolean open;
    private final Map<String, Shape> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    /** {@code open}: fields that are not declared are kept. */
    public Struct(String name, boolean atomic, boolean open) {
      this.name = name;
      this.atomic = atomic;
      this.open = open;
    }

    void field(String field, Shape shape) {
      fields.put(field, shape);
    }

    void require(String field) {
      required.add(field);
    }

    public String name() {
      return name;
    }

    public boolean atomic() {
      return atomic;
    }

    public boolean open() {
      return open;
    }

    public Set<String> required() {
      return required;
    }

    public Map<String, Shape> fields() {
      return fields;
    }

    /** The type of a field; null when it is not declared and the struct is closed. */
    public @Nullable Shape shapeOf(String field) {
      Shape declared = fields.get(field);
      return declared == null && open ? new Any() : declared;
    }
  }
}
