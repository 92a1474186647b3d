package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.Value;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of names and numbers that AWS gives things. */
final class Forms {

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ARN =
      Pattern.compile("arn:aws(-cn|-us-gov)?:(iam|sts)::\\d{12}:(role|user|assumed-role)/\\S+");
  private static final Pattern VERSION = Pattern.compile("1\\.\\d{1,3}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+=,@-]{0,127}");
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern PATH = Pattern.compile("/([\\x21-\\x7e]+/)?");
  private static final Pattern CIDR =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)/(3[0-2]|[12]?\\d)");

  private final Set<String> seen = new HashSet<>();

  static String account(Value value) {
    return value.text(ACCOUNT, "an account of twelve digits");
  }

  static String arn(Value value) {
    return value.text(ARN, "the ARN of an IAM role, user or session");
  }

  static String kubernetesVersion(Value value) {
    return value.text(VERSION, "a Kubernetes version, such as \"1.35\",");
  }

  static String name(Value value) {
    return value.text(NAME, "a name of letters, digits and _.+=,@-");
  }

  static String objectName(Value value) {
    return value.text(OBJECT_NAME, "lower-case letters, digits, dashes and dots");
  }

  static String path(Value value) {
    return value.text(PATH, "a path that begins and ends with /");
  }

  static String cidr(Value value) {
    return value.text(CIDR, "an address range, such as 10.1.0.0/16,");
  }

  /** An id of EC2's that stands nowhere else in the file. */
  String id(Value value, String prefix) {
    String id =
        value.text(
            Pattern.compile(Pattern.quote(prefix) + "-[0-9a-f]{8,17}"),
            "an id such as " + prefix + "-0123456789abcdef0");
    if (!seen.add(id)) {
      throw value.refused("found \"" + id + "\" for the second time", "an id stands once");
    }
    return id;
  }
}
