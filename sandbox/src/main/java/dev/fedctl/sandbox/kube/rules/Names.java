package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of names, labels and annotations. */
public final class Names {

  private static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String RFC1035_RULE =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern RFC1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Set<String> FREE_NAMES =
      Set.of("clusterroles", "clusterrolebindings", "roles", "rolebindings");
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;

  private Names() {}

  /** What is wrong with an object's metadata. */
  public static List<Violation> check(ResourceType type, ObjectNode object) {
    List<Violation> found = new ArrayList<>();
    String name = Trees.text(object, "metadata", "name");
    if (name.isEmpty()) {
      found.add(
          new Violation(
              "FieldValueRequired",
              "metadata.name",
              "Required value: name or generateName is required"));
    } else {
      checkName(type.plural(), name, found);
    }
    labels(Trees.at(object, "metadata", "labels"), "metadata.labels", found);
    annotations(Trees.at(object, "metadata", "annotations"), found);
    return found;
  }

  private static void checkName(String plural, String name, List<Violation> found) {
    if (FREE_NAMES.contains(plural)) {
      if (name.contains("/") || name.contains("%") || name.equals(".") || name.equals("..")) {
        invalid(found, "metadata.name", name, "may not contain '/'");
      }
    } else if (plural.equals("services")) {
      if (name.length() > 63 || !RFC1035.matcher(name).matches()) {
        invalid(found, "metadata.name", name, RFC1035_RULE);
      }
    } else if (plural.equals("namespaces")) {
      if (name.length() > 63 || !LABEL.matcher(name).matches()) {
        invalid(found, "metadata.name", name, LABEL_RULE);
      }
    } else if (name.length() > 253 || !SUBDOMAIN.matcher(name).matches()) {
      invalid(found, "metadata.name", name, SUBDOMAIN_RULE);
    }
  }

  /** Keys are qualified names; values at most 63 characters of the same alphabet. */
  public static void labels(JsonNode labels, String path, List<Violation> found) {
    for (var label : labels.properties()) {
      key(label.getKey(), path, found);
      String value = label.getValue().asText();
      if (!value.isEmpty() && (value.length() > 63 || !QUALIFIED.matcher(value).matches())) {
        invalid(
            found,
            path,
            value,
            value.length() > 63
                ? "must be no more than 63 bytes"
                : "a valid label must be an empty string or consist of alphanumeric characters,"
                    + " '-', '_' or '.', and must start and end with an alphanumeric character"
                    + " (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
                    + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
      }
    }
  }

  private static void annotations(JsonNode annotations, List<Violation> found) {
    int size = 0;
    for (var annotation : annotations.properties()) {
      key(annotation.getKey(), "metadata.annotations", found);
      size += annotation.getKey().length() + annotation.getValue().asText().length();
    }
    if (size > ANNOTATIONS_LIMIT) {
      found.add(
          new Violation(
              "FieldValueTooLong",
              "metadata.annotations",
              "Too long: may not be more than " + ANNOTATIONS_LIMIT + " bytes"));
    }
  }

  private static void key(String key, String path, List<Violation> found) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean prefixFits =
        slash < 0
            || (slash > 0
                && slash <= 253
                && SUBDOMAIN.matcher(key.substring(0, slash)).matches()
                && name.indexOf('/') < 0);
    if (!prefixFits || name.length() > 63 || !QUALIFIED.matcher(name).matches()) {
      invalid(
          found,
          path,
          key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and"
              + " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc',"
              + " regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }
  }

  /** A DNS label of at most 63 characters. */
  public static boolean isLabel(String text) {
    return text.length() <= 63 && LABEL.matcher(text).matches();
  }

  static void invalid(List<Violation> found, String field, String value, String why) {
    found.add(
        new Violation("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + why));
  }
}
