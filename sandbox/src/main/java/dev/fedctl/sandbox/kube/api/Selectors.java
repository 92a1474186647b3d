package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.rules.Names;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors as they stand in a query. */
public final class Selectors {

  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^=!\\s]+)\\s*(=|==|!=)\\s*(\\S*)\\s*");
  private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*(\\S+)\\s*");

  private static final List<String> COMMON = List.of("metadata.name", "metadata.namespace");

  /** What kinds with fields of their own are chosen by; the others know the common ones. */
  private static final Map<String, List<String>> OWN =
      Map.of(
          "pods",
          List.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs",
              "status.nominatedNodeName"),
          "nodes",
          List.of("spec.unschedulable"),
          "namespaces",
          List.of("status.phase"),
          "secrets",
          List.of("type"),
          "services",
          List.of("spec.clusterIP", "spec.type"),
          "events",
          List.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          "certificatesigningrequests.certificates.k8s.io",
          List.of("spec.signerName"));

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
      String key = key(set.group(1));
      List<String> values = List.of(set.group(3).trim().split("\\s*,\\s*"));
      for (int i = 0; i < values.size(); i++) {
        value(key, i, values.get(i));
      }
      boolean in = set.group(2).equals("in");
      return labels -> in == values.contains(labels.path(key).asText("\0"));
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      String key = key(equality.group(1));
      String value = value(key, 0, equality.group(3));
      boolean equal = !equality.group(2).equals("!=");
      return labels -> equal == labels.path(key).asText("\0").equals(value);
    }
    Matcher existence = EXISTENCE.matcher(part);
    if (existence.matches()) {
      String key = key(existence.group(2));
      boolean has = existence.group(1).isEmpty();
      return labels -> has == labels.has(key);
    }
    String[] words = part.trim().split("\\s+");
    throw ApiRefusal.badRequest(
        "unable to parse requirement: found '"
            + words[Math.min(1, words.length - 1)]
            + "', expected: in, notin, =, ==, !=, gt, lt");
  }

  private static String key(String key) {
    List<String> wrong = Names.qualified(key);
    if (!wrong.isEmpty()) {
      throw ApiRefusal.badRequest(
          "unable to parse requirement: <nil>: Invalid value: \""
              + key
              + "\": "
              + wrong.getFirst());
    }
    return key;
  }

  private static String value(String key, int index, String value) {
    List<String> wrong = Names.labelValue(value);
    if (!wrong.isEmpty()) {
      throw ApiRefusal.badRequest(
          "unable to parse requirement: values["
              + index
              + "]["
              + key
              + "]: Invalid value: \""
              + value
              + "\": "
              + wrong.getFirst());
    }
    return value;
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

  /** What a {@code fieldSelector} parameter chooses among the objects of a type. */
  public static Predicate<JsonNode> fields(ResourceType type, String text) {
    Predicate<JsonNode> all = object -> true;
    for (String part : split(text)) {
      Matcher equality = EQUALITY.matcher(part);
      if (!equality.matches()) {
        throw ApiRefusal.badRequest(
            "invalid selector: '" + text + "'; can't understand '" + part + "'");
      }
      String[] path = known(type, equality.group(1)).split("\\.");
      boolean equal = !equality.group(2).equals("!=");
      all = all.and(object -> equal == Trees.text(object, path).equals(equality.group(3)));
    }
    return all;
  }

  private static String known(ResourceType type, String field) {
    List<String> own = OWN.get(type.resource());
    if (COMMON.contains(field) || (own != null && own.contains(field))) {
      return field;
    }
    throw ApiRefusal.badRequest(
        own == null && !type.custom()
            ? "\""
                + field
                + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            : "field label not supported: " + field);
  }
}
