package dev.fedctl.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against Temporal's in-memory server, in real time. */
@Timeout(120)
class HeartbeatsTest {

  private static final String QUEUE = "heartbeats";
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @Test
  void attemptThatTakesLongerThanTheServerWaitsForAWordIsNotTriedAgain() {
    try (Heartbeats heartbeats = new Heartbeats();
        TestWorkflowEnvironment temporal = temporal(heartbeats)) {
      Worker worker = temporal.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(OneActivityImpl.class);
      worker.registerActivitiesImplementations(new SlowImpl(temporal.getWorkflowClient()));
      temporal.start();

      int attempts =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  OneActivity.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
              .run();

      assertThat(attempts).isEqualTo(1);
    }
  }

  private static TestWorkflowEnvironment temporal(Heartbeats heartbeats) {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(heartbeats).build())
            .build());
  }

  /** Waits for one activity. */
  @WorkflowInterface
  public interface OneActivity {
    @WorkflowMethod
    int run();
  }

  /** Something that takes long. */
  @ActivityInterface
  public interface Slow {
    int attemptThatEnds();
  }

  /** Has no more patience than {@link #SILENCE}. */
  public static final class OneActivityImpl implements OneActivity {

    @Override
    public int run() {
      return Workflow.newActivityStub(
              Slow.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(2))
                  .setHeartbeatTimeout(SILENCE)
                  .build())
          .attemptThatEnds();
    }
  }

  /** Lasts until the server has heard of it for three times as long as it waits for a word. */
  static final class SlowImpl implements Slow {

    private final WorkflowClient client;

    SlowImpl(WorkflowClient client) {
      this.client = client;
    }

    @Override
    public int attemptThatEnds() {
      int attempt = Activity.getExecutionContext().getInfo().getAttempt();
      while (attempt == 1 && heardFor().compareTo(SILENCE.multipliedBy(3)) < 0) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
      return attempt;
    }

    private Duration heardFor() {
      PendingActivityInfo pending =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(
                          WorkflowExecution.newBuilder()
                              .setWorkflowId(
                                  Activity.getExecutionContext().getInfo().getWorkflowId()))
                      .build())
              .getPendingActivities(0);
      return pending.hasLastHeartbeatTime()
          ? Duration.ofMillis(
              Timestamps.toMillis(pending.getLastHeartbeatTime())
                  - Timestamps.toMillis(pending.getLastStartedTime()))
          : Duration.ZERO;
    }
  }
}
