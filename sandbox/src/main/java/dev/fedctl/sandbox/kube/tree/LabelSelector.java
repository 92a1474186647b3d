package dev.fedctl.sandbox.kube.tree;

import com.fasterxml.jackson.databind.JsonNode;

/** The LabelSelector that stands in many kinds of objects. */
public final class LabelSelector {

  private LabelSelector() {}

  /** Whether a LabelSelector chooses these labels; an empty one chooses all. */
  public static boolean matches(JsonNode selector, JsonNode labels) {
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!labels.path(wanted.getKey()).asText("\0").equals(wanted.getValue().asText())) {
        return false;
      }
    }
    for (JsonNode rule : selector.path("matchExpressions")) {
      JsonNode value = labels.path(Trees.text(rule, "key"));
      boolean listed = false;
      for (JsonNode candidate : rule.path("values")) {
        listed |= candidate.asText().equals(value.asText("\0"));
      }
      boolean fits =
          switch (Trees.text(rule, "operator")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !value.isMissingNode();
            default -> value.isMissingNode();
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
