package dev.fedctl.sandbox.kube.apply;

import java.util.List;

/**
 * Fields that an apply would change and that others own.
 *
 * @param causes in the order in which kube-apiserver lists them
 */
public record Conflict(List<Cause> causes) {

  /**
   * One field.
   *
   * @param manager as the message shows it: {@code "kubectl"} or {@code "x" using apps/v1}
   */
  public record Cause(String manager, String field) {}
}
