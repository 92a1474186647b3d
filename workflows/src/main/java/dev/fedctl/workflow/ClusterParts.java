package dev.fedctl.workflow;

/** The names of what a cluster has one of: the same for who makes it and who takes it away. */
final class ClusterParts {

  static final String NODE_GROUP = "nodes";

  private ClusterParts() {}

  static String launchTemplate(String cluster) {
    return cluster + "-nodes";
  }
}
