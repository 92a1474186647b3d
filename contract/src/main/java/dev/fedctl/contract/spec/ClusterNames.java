package dev.fedctl.contract.spec;

import java.util.regex.Pattern;

/** The names of clusters that the spec does not name itself. */
public final class ClusterNames {

  static final String RULE =
      "must be a DNS label: lower-case letters, digits and dashes, starting with a letter, not"
          + " ending with a dash";

  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  private ClusterNames() {}

  public static String parent(String federation) {
    return federation + "-parent";
  }

  /** {@code i} counts from 1. */
  public static String member(String federation, int i) {
    return federation + "-member-" + i;
  }

  static boolean isLabel(String name) {
    return LABEL.matcher(name).matches();
  }
}
