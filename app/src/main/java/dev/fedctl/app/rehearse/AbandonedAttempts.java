package dev.fedctl.app.rehearse;

import dev.fedctl.app.rehearse.PendingActivities.Pending;
import io.grpc.StatusRuntimeException;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the attempts of dead workers for lost. A server does that when their heartbeats stay out;
 * the clock of a rehearsal, held by an attempt, would go through that time at the speed of real
 * time.
 */
final class AbandonedAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedAttempts.class);

  private final WorkflowServiceStubs service;

  AbandonedAttempts(WorkflowServiceStubs service) {
    this.service = service;
  }

  /**
   * Lets others try again what these workers had begun.
   *
   * @param dead identities
   */
  void giveBack(Set<String> dead) {
    present(
        () ->
            new PendingActivities(service)
                .started().stream()
                    .filter(pending -> dead.contains(pending.worker()))
                    .forEach(pending -> present(() -> giveBack(pending))));
  }

  /**
   * What has ended meanwhile, or waits for its next attempt already, needs nothing; and whatever
   * else is wrong is tried again in the next round.
   */
  private static void present(Runnable work) {
    try {
      work.run();
    } catch (StatusRuntimeException e) {
      LOG.debug("not given back", e);
    }
  }

  private void giveBack(Pending pending) {
    service
        .blockingStub()
        .respondActivityTaskFailedById(
            RespondActivityTaskFailedByIdRequest.newBuilder()
                .setNamespace(PendingActivities.NAMESPACE)
                .setWorkflowId(pending.workflow().getWorkflowId())
                .setRunId(pending.workflow().getRunId())
                .setActivityId(pending.activity().getActivityId())
                .setFailure(
                    Failure.newBuilder()
                        .setMessage("its worker died")
                        .setApplicationFailureInfo(
                            ApplicationFailureInfo.newBuilder().setType("rig.WorkerDied")))
                .build());
  }
}
