package dev.fedctl.workflow;

/** All workflows of fedctl: what a worker registers, and what has to stay replayable. */
public final class WorkflowTypes {

  private WorkflowTypes() {}

  /** The implementations; a new array at each call. */
  public static Class<?>[] implementations() {
    return new Class<?>[] {
      FederationWorkflowImpl.class,
      ClusterWorkflowImpl.class,
      KarmadaWorkflowImpl.class,
      MemberWorkflowImpl.class,
      ClusterRemovalWorkflowImpl.class,
      KarmadaRemovalWorkflowImpl.class,
      MemberRemovalWorkflowImpl.class,
      ObservationWorkflowImpl.class
    };
  }
}
