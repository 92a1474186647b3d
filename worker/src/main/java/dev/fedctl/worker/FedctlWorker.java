package dev.fedctl.worker;

import dev.fedctl.activity.Timekeeping;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.CallRate;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.HomeAccount;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
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

/** A running worker: polls for workflows and activities until it is closed. */
public final class FedctlWorker implements AutoCloseable {

  /** Heartbeats are sent on at least this often, so that one that is lost does no harm. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final AwsClients aws;
  private final Stopping stopping;
  private final Heartbeats heartbeats;
  private final Duration grace;

  private FedctlWorker(
      WorkerFactory factory,
      AwsClients aws,
      Stopping stopping,
      Heartbeats heartbeats,
      Duration grace) {
    this.factory = factory;
    this.aws = aws;
    this.stopping = stopping;
    this.heartbeats = heartbeats;
    this.grace = grace;
  }

  /** Starts polling; returns at once. */
  public static FedctlWorker start(WorkflowClient client, WorkerSettings settings) {
    WorkerTuning tuning = settings.tuning();
    AwsClients aws =
        new AwsClients(
            settings.credentials(),
            settings.awsEndpoint(),
            tuning.awsCallsPerSecond().isPresent()
                ? Optional.of(CallRate.of(tuning.awsCallsPerSecond().getAsInt()))
                : Optional.empty());
    KubernetesSide kubernetes =
        KubernetesSide.of(
            new KubernetesSide.Aws(
                new EksEndpoints(aws),
                settings.credentials(),
                aws::elasticLoadBalancing,
                aws::ec2,
                AwsFailures::translate,
                InstantSource.system()));
    Stopping stopping = new Stopping();
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
                    stopping,
                    heartbeats)
                .build());
    Worker worker =
        factory.newWorker(
            TaskQueues.FEDCTL,
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(tuning.parallelActivities())
                .setMaxConcurrentWorkflowTaskExecutionSize(tuning.parallelWorkflowTasks())
                .setMaxConcurrentActivityTaskPollers(tuning.pollers())
                .setMaxConcurrentWorkflowTaskPollers(tuning.pollers())
                .setMaxHeartbeatThrottleInterval(HEARTBEAT)
                .build());
    worker.registerWorkflowImplementationTypes(WorkflowTypes.implementations());
    worker.registerActivitiesImplementations(
        new IdentityActivitiesImpl(aws),
        new NetworkActivitiesImpl(aws),
        new IamActivitiesImpl(aws),
        new EksActivitiesImpl(aws, kubernetes.accessReview()),
        new ObservationActivitiesImpl(aws, kubernetes.placements()));
    worker.registerActivitiesImplementations(kubernetes.activities().toArray());
    factory.start();
    return new FedctlWorker(factory, aws, stopping, heartbeats, tuning.grace());
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

  /** Drops everything at once: what runs is tried again by another worker. */
  public void closeNow() {
    stopping.begin();
    factory.shutdownNow();
    heartbeats.close();
    aws.close();
  }
}
