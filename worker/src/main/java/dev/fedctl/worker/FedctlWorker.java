package dev.fedctl.worker;

import dev.fedctl.activity.LifeLine;
import dev.fedctl.activity.Timekeeping;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.CallRate;
import dev.fedctl.activity.clearance.ClearanceActivitiesImpl;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.eks.RepairActivitiesImpl;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.HomeAccount;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.inventory.InventoryActivitiesImpl;
import dev.fedctl.activity.inventory.SweepActivitiesImpl;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import dev.fedctl.activity.observation.ObservationActivitiesImpl;
import dev.fedctl.activity.wiring.KubernetesSide;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.workflow.WorkflowTypes;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A running worker: polls for workflows and activities until it is closed. */
public final class FedctlWorker implements AutoCloseable {

  /** Heartbeats are sent on at least this often, so that one that is lost does no harm. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final AwsClients aws;
  private final LifeLine lifeLine;
  private final Heartbeats heartbeats;
  private final Duration grace;

  private FedctlWorker(
      WorkerFactory factory,
      AwsClients aws,
      LifeLine lifeLine,
      Heartbeats heartbeats,
      Duration grace) {
    this.factory = factory;
    this.aws = aws;
    this.lifeLine = lifeLine;
    this.heartbeats = heartbeats;
    this.grace = grace;
  }

  /** Starts polling; returns at once. */
  public static FedctlWorker start(WorkflowClient client, WorkerSettings settings) {
    return start(client, settings, UnaryOperator.identity());
  }

  /**
   * The same with other activities.
   *
   * @param activities each implementation passes here, and what comes back does its work
   */
  public static FedctlWorker start(
      WorkflowClient client, WorkerSettings settings, UnaryOperator<Object> activities) {
    WorkerTuning tuning = settings.tuning();
    LifeLine lifeLine = new LifeLine();
    AwsClients aws =
        new AwsClients(
            settings.credentials(),
            settings.awsEndpoint(),
            tuning.awsCallsPerSecond().isPresent()
                ? Optional.of(CallRate.of(tuning.awsCallsPerSecond().getAsInt()))
                : Optional.empty(),
            lifeLine);
    KubernetesSide kubernetes =
        KubernetesSide.of(
            new KubernetesSide.Aws(
                new EksEndpoints(aws),
                settings.credentials(),
                aws::elasticLoadBalancing,
                AwsFailures::translate,
                InstantSource.system(),
                lifeLine));
    Heartbeats heartbeats = new Heartbeats();
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(tuning.cachedWorkflows())
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(
                    new HomeAccount(aws), // the innermost: it is told the time
                    new Timekeeping(settings.clock(), settings.pace()),
                    new Stopping(lifeLine),
                    heartbeats)
                .build());
    Worker worker = factory.newWorker(TaskQueues.FEDCTL, options(tuning));
    worker.registerWorkflowImplementationTypes(WorkflowTypes.implementations());
    Stream.concat(
            Stream.of(
                new IdentityActivitiesImpl(aws),
                new NetworkActivitiesImpl(aws),
                new IamActivitiesImpl(aws),
                new EksActivitiesImpl(aws, kubernetes.accessReview()),
                new RepairActivitiesImpl(aws),
                new ObservationActivitiesImpl(aws, kubernetes.placements()),
                new InventoryActivitiesImpl(aws),
                new SweepActivitiesImpl(aws),
                new ClearanceActivitiesImpl(aws, kubernetes.clusters())),
            kubernetes.activities().stream())
        .map(activities)
        .forEach(worker::registerActivitiesImplementations);
    factory.start();
    return new FedctlWorker(factory, aws, lifeLine, heartbeats, tuning.grace());
  }

  private static WorkerOptions options(WorkerTuning tuning) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            .setMaxConcurrentActivityExecutionSize(tuning.parallelActivities())
            .setMaxConcurrentWorkflowTaskExecutionSize(tuning.parallelWorkflowTasks())
            .setMaxConcurrentActivityTaskPollers(tuning.pollers())
            .setMaxConcurrentWorkflowTaskPollers(tuning.pollers())
            .setMaxHeartbeatThrottleInterval(HEARTBEAT);
    if (!tuning.sticky()) {
      options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    return options.build();
  }

  /** Whether it polls. */
  public boolean isPolling() {
    return factory.isStarted() && !factory.isShutdown();
  }

  /**
   * Takes no more work, lets what runs come to its end, and lets go of all connections. What has
   * not ended when the time of grace is over is dropped, and tried again by another worker.
   */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (factory.isTerminated()) {
      heartbeats.close();
      aws.close();
    } else {
      closeNow();
    }
  }

  /**
   * From now on no call to AWS or Kubernetes leaves any more. What is under way already may still
   * take effect; what it comes to is tried again by another worker.
   */
  public void fallSilent() {
    lifeLine.cut();
  }

  /** Drops everything at once: what runs is tried again by another worker. */
  public void closeNow() {
    fallSilent();
    factory.shutdownNow();
    heartbeats.close();
    aws.close();
  }
}
