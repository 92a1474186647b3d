package dev.fedctl.sandbox.aws.protocol;

/**
 * What is wrong with a request, before anybody looks at what it means.
 *
 * @param path the member, levels separated by dots, as the request writes it
 * @param value what was sent; empty when nothing was
 * @param constraint AWS's wording of the rule
 */
public record Violation(Kind kind, String path, String value, String constraint) {

  /** Why a value is refused. */
  public enum Kind {
    MISSING,
    WRONG_TYPE,
    OUT_OF_BOUNDS,
    PATTERN,
    ENUM,
    UNKNOWN
  }
}
