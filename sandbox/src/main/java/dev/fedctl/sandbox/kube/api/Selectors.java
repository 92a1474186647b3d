package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors as they stand in a query. */
public final class Selectors {

  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^=!\\s]+)\\s*(=|==|!=)\\s*(\\S*)\\s*");

  private Selectors() {}

  /** What a {@code labelSelector} parameter chooses. */
  public static Predicate<JsonNode> labels(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String part : split(text)) {
      Predicate<JsonNode> one = label(part);
      all = all.and(object -> one.test(Trees.at(object, "metadata", "labels")));
    }
    return all;
  }

  private static Predicate<JsonNode> label(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      List<String> values = List.of(set.group(3).trim().split("\\s*,\\s*"));
      boolean in = set.group(2).equals("in");
      return labels -> in == values.contains(labels.path(set.group(1)).asText("\0"));
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      boolean equal = !equality.group(2).equals("!=");
      return labels ->
          equal == labels.path(equality.group(1)).asText("\0").equals(equality.group(3));
    }
    String key = part.trim();
    if (key.startsWith("!")) {
      return labels -> !labels.has(key.substring(1).trim());
    }
    if (key.matches("[A-Za-z0-9./_-]+")) {
      return labels -> labels.has(key);
    }
    throw ApiRefusal.badRequest(
        "unable to parse requirement: found '" + key + "', expected: in, notin, =, ==, !=");
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  /**
   * What a {@code fieldSelector} parameter chooses: the fields that every kind has, and a pod's.
   */
  public static Predicate<JsonNode> fields(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String part : split(text)) {
      Matcher equality = EQUALITY.matcher(part);
      if (!equality.matches()) {
        throw ApiRefusal.badRequest(
            "invalid selector: '" + text + "'; can't understand '" + part + "'");
      }
      String[] path = equality.group(1).split("\\.");
      if (!List.of("metadata", "spec", "status", "type", "involvedObject", "reason")
          .contains(path[0])) {
        throw ApiRefusal.badRequest("field label not supported: " + equality.group(1));
      }
      boolean equal = !equality.group(2).equals("!=");
      all = all.and(object -> equal == Trees.text(object, path).equals(equality.group(3)));
    }
    return all;
  }
}
