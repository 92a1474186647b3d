package dev.fedctl.contract.identity;

/** The ids of workflows: derived, so that starting twice meets the first. */
public final class WorkflowIds {

  private WorkflowIds() {}

  public static String federation(String federation) {
    return "federation/" + federation;
  }

  public static String cluster(String federation, String cluster) {
    return federation(federation) + "/cluster/" + cluster;
  }

  public static String member(String federation, String cluster) {
    return federation(federation) + "/member/" + cluster;
  }

  public static String karmada(String federation) {
    return federation(federation) + "/karmada";
  }
}
