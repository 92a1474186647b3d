package dev.fedctl.sandbox.aws.model;

import java.util.Set;
import java.util.TreeSet;

/** The names of all calls that the AWS half answers. */
public final class KnownCalls {

  private static final Set<String> NAMES = names("eks", "ec2", "elbv2", "iam", "logs", "sts");

  private KnownCalls() {}

  /** Such as {@code eks:CreateCluster}. */
  public static Set<String> names() {
    return NAMES;
  }

  private static Set<String> names(String... tables) {
    Set<String> names = new TreeSet<>();
    for (String table : tables) {
      ServiceModel model = ModelTables.load(table);
      model.operations().keySet().forEach(call -> names.add(model.signingName() + ":" + call));
    }
    return names;
  }
}
