package dev.fedctl.sandbox.aws.protocol;

import java.util.List;
import java.util.Map;

/** A value as a request carried it, before its type is known. */
sealed interface Raw {

  /** Text whose type the table decides: a label, a query value, a form value. */
  record Untyped(String text) implements Raw {}

  /** A JSON string. */
  record Text(String text) implements Raw {}

  /** A JSON number in its own digits. */
  record Digits(String digits) implements Raw {}

  /** A JSON boolean. */
  record Flag(boolean value) implements Raw {}

  record Items(List<Raw> items) implements Raw {}

  record Fields(Map<String, Raw> fields) implements Raw {}
}
