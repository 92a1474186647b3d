package dev.fedctl.worker;

import dev.fedctl.activity.Timekeeping;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import dev.fedctl.activity.observation.ObservationActivitiesImpl;
import dev.fedctl.activity.wiring.KubernetesSide;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.workflow.ClusterRemovalWorkflowImpl;
import dev.fedctl.workflow.ClusterWorkflowImpl;
import dev.fedctl.workflow.FederationWorkflowImpl;
import dev.fedctl.workflow.KarmadaRemovalWorkflowImpl;
import dev.fedctl.workflow.KarmadaWorkflowImpl;
import dev.fedctl.workflow.MemberRemovalWorkflowImpl;
import dev.fedctl.workflow.MemberWorkflowImpl;
import dev.fedctl.workflow.ObservationWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A running worker: polls for workflows and activities until it is closed. */
public final class FedctlWorker implements AutoCloseable {

  /** Workflows that stay in memory: two for each of some hundred members. */
  private static final int CACHED_WORKFLOWS = 2_500;

  private static final int PARALLEL_ACTIVITIES = 100;
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final WorkerFactory factory;
  private final AwsClients aws;

  private FedctlWorker(WorkerFactory factory, AwsClients aws) {
    this.factory = factory;
    this.aws = aws;
  }

  /** Starts polling; returns at once. */
  public static FedctlWorker start(WorkflowClient client, WorkerSettings settings) {
    AwsClients aws = new AwsClients(settings.credentials(), settings.awsEndpoint());
    KubernetesSide kubernetes =
        KubernetesSide.of(
            new KubernetesSide.Aws(
                new EksEndpoints(aws),
                settings.credentials(),
                aws::elasticLoadBalancing,
                aws::ec2,
                AwsFailures::translate,
                InstantSource.system()));
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(new Timekeeping(settings.clock(), settings.pace()))
                .build());
    Worker worker =
        factory.newWorker(
            TaskQueues.FEDCTL,
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(PARALLEL_ACTIVITIES)
                .build());
    worker.registerWorkflowImplementationTypes(
        FederationWorkflowImpl.class,
        ClusterWorkflowImpl.class,
        KarmadaWorkflowImpl.class,
        MemberWorkflowImpl.class,
        ClusterRemovalWorkflowImpl.class,
        KarmadaRemovalWorkflowImpl.class,
        MemberRemovalWorkflowImpl.class,
        ObservationWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new IdentityActivitiesImpl(aws),
        new NetworkActivitiesImpl(aws),
        new IamActivitiesImpl(aws),
        new EksActivitiesImpl(aws, kubernetes.accessReview()),
        new ObservationActivitiesImpl(aws, kubernetes.placements()));
    worker.registerActivitiesImplementations(kubernetes.activities().toArray());
    factory.start();
    return new FedctlWorker(factory, aws);
  }

  /** Takes no more work, lets what runs come to its end, and lets go of all connections. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS);
    aws.close();
  }

  /** Drops everything at once: what runs is tried again by another worker. */
  public void closeNow() {
    factory.shutdownNow();
    aws.close();
  }
}
