package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The syntax of names, labels and keys, each as a list of what is wrong with a text, in the words
 * of {@code k8s.io/apimachinery/pkg/util/validation}.
 */
public final class Names {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern RFC1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '"
          + LABEL
          + "')";
  private static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is '"
          + SUBDOMAIN
          + "')";
  private static final String RFC1035_RULE =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '"
          + RFC1035
          + "')";
  private static final String QUALIFIED_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '"
          + QUALIFIED
          + "')";
  private static final String VALUE_RULE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is '("
          + QUALIFIED
          + ")?')";
  private static final String CONFIG_KEY_RULE =
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
          + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '"
          + CONFIG_KEY
          + "')";

  private Names() {}

  /** A DNS label of RFC 1123: at most 63 characters. */
  public static List<String> label(String text) {
    List<String> wrong = limited(text, 63);
    if (!LABEL.matcher(text).matches()) {
      wrong.add(SUBDOMAIN.matcher(text).matches() ? "must not contain dots" : LABEL_RULE);
    }
    return wrong;
  }

  /** A DNS subdomain of RFC 1123: at most 253 characters. */
  public static List<String> subdomain(String text) {
    List<String> wrong = limited(text, 253);
    if (!SUBDOMAIN.matcher(text).matches()) {
      wrong.add(SUBDOMAIN_RULE);
    }
    return wrong;
  }

  /** A DNS label of RFC 1035, which does not begin with a digit. */
  static List<String> rfc1035(String text) {
    List<String> wrong = limited(text, 63);
    if (!RFC1035.matcher(text).matches()) {
      wrong.add(RFC1035_RULE);
    }
    return wrong;
  }

  private static List<String> limited(String text, int most) {
    List<String> wrong = new ArrayList<>();
    if (text.length() > most) {
      wrong.add("must be no more than " + most + " characters");
    }
    return wrong;
  }

  /** A name with an optional DNS subdomain and a slash before it. */
  public static List<String> qualified(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a valid label key "
              + QUALIFIED_RULE
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    List<String> wrong = new ArrayList<>();
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        wrong.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(why -> wrong.add("prefix part " + why));
      }
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else if (name.length() > 63) {
      wrong.add("name part must be no more than 63 bytes");
    }
    if (!QUALIFIED.matcher(name).matches()) {
      wrong.add("name part " + QUALIFIED_RULE);
    }
    return wrong;
  }

  /** The value of a label. */
  public static List<String> labelValue(String text) {
    List<String> wrong = new ArrayList<>();
    if (text.length() > 63) {
      wrong.add("must be no more than 63 bytes");
    }
    if (!text.isEmpty() && !QUALIFIED.matcher(text).matches()) {
      wrong.add(VALUE_RULE);
    }
    return wrong;
  }

  /** A key of a ConfigMap or a Secret. */
  static List<String> configKey(String text) {
    List<String> wrong = limited(text, 253);
    if (!CONFIG_KEY.matcher(text).matches()) {
      wrong.add(CONFIG_KEY_RULE);
    } else if (text.equals(".") || text.equals("..")) {
      wrong.add("must not be '" + text + "'");
    }
    return wrong;
  }

  /** The name of a port, as a target says it. */
  static List<String> portName(String text) {
    List<String> wrong = new ArrayList<>();
    if (text.length() > 15) {
      wrong.add("must be no more than 15 characters");
    }
    if (!text.matches("[-a-z0-9]+")) {
      wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    } else if (!text.matches(".*[a-z].*")) {
      wrong.add("must contain at least one letter (a-z)");
    }
    return wrong;
  }

  /** Keys are qualified names; values at most 63 characters of the same alphabet. */
  public static void labels(JsonNode labels, String path, List<Violation> found) {
    for (var label : labels.properties()) {
      invalid(found, path, label.getKey(), qualified(label.getKey()));
      String value = label.getValue().asText();
      invalid(found, path, value, labelValue(value));
    }
  }

  /** The keys of annotations; capitals may stand in their prefixes. */
  static void annotationKeys(JsonNode annotations, String path, List<Violation> found) {
    for (var annotation : annotations.properties()) {
      String key = annotation.getKey();
      invalid(found, path, key, qualified(key.toLowerCase(Locale.ROOT)));
    }
  }

  static void invalid(List<Violation> found, String field, String value, List<String> wrong) {
    wrong.forEach(why -> invalid(found, field, value, why));
  }

  static void invalid(List<Violation> found, String field, String value, String why) {
    found.add(
        new Violation("FieldValueInvalid", field, "Invalid value: \"" + value + "\": " + why));
  }
}
