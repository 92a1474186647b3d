package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kube.schema.Conformance;
import dev.fedctl.sandbox.kube.schema.Shape;

/** How messages of a program written in Go name the types of fields. */
final class GoTypes {

  private GoTypes() {}

  static String of(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING -> "string";
            case INTEGER -> "int32";
            case BOOLEAN -> "bool";
            case NUMBER -> "float64";
            case QUANTITY -> "resource.Quantity";
            case INT_OR_STRING -> "intstr.IntOrString";
          };
      case Shape.Sequence list -> "[]" + of(list.item());
      case Shape.Dictionary map -> "map[string]" + of(map.value());
      case Shape.Struct struct -> "v1." + struct.name();
      case Shape.Any any -> "interface {}";
    };
  }

  /** The type that a custom resource's schema asks for. */
  static String json(Conformance.Mismatch wrong) {
    return switch (wrong.declared()) {
      case Shape.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING, QUANTITY -> "string";
            case INTEGER -> "integer";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case INT_OR_STRING -> "integer,string";
          };
      case Shape.Sequence list -> "array";
      case Shape.Dictionary map -> "object";
      case Shape.Struct struct -> "object";
      case Shape.Any any -> "object";
    };
  }
}
