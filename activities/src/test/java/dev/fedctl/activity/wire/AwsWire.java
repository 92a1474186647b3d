package dev.fedctl.activity.wire;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.clearance.ClearanceActivitiesImpl;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.eks.RepairActivitiesImpl;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.inventory.InventoryActivitiesImpl;
import dev.fedctl.activity.inventory.SweepActivitiesImpl;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import dev.fedctl.activity.observation.ObservationActivitiesImpl;
import dev.fedctl.activity.observation.Placements;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A sandbox with a VPC and nothing of ours in it, on a clock that goes when it is told to, and the
 * real AWS activities, each of which runs one attempt.
 *
 * <p>Faults sleep until {@link #disturb}: before that everything is made in peace.
 */
final class AwsWire implements AutoCloseable {

  static final Duration DISTURBED_FROM = Duration.ofDays(30);
  static final World WORLD = World.standard(Specs.PARENT.region(), "KarmadaVPC");

  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private volatile Instant now = start;
  private final AwsClients aws;
  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
  final Sandbox sandbox;
  private String template = "";

  AwsWire(FaultRule... faults) {
    this(WORLD, faults);
  }

  AwsWire(World world, FaultRule... faults) {
    sandbox =
        Sandbox.start(
            SandboxOptions.of(() -> now, world).withFaults(new FaultPlan(List.of(faults))),
            KubernetesHalf::new);
    var credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker", "sandbox-session"));
    aws = new AwsClients(credentials, Optional.of(sandbox.awsEndpoint()));
    InstantSource clock = InstantSource.system();
    ClusterApis clusters =
        new ClusterApis(
            new EksEndpoints(aws), new EksToken(credentials, AwsFailures::translate, clock), clock);
    environment.registerActivitiesImplementations(
        new IdentityActivitiesImpl(aws),
        new NetworkActivitiesImpl(aws),
        new IamActivitiesImpl(aws),
        new EksActivitiesImpl(aws, new AccessReview(clusters)),
        new RepairActivitiesImpl(aws),
        new InventoryActivitiesImpl(aws),
        new SweepActivitiesImpl(aws),
        new ClearanceActivitiesImpl(aws, clusters),
        new ObservationActivitiesImpl(aws, new Placements(new KarmadaApis(clusters, clock))));
  }

  /** Clients of the worker's account with which somebody else looks and meddles. */
  AwsClients clients() {
    return aws;
  }

  AwsRequests ours() {
    return new AwsRequests(Specs.OWNER);
  }

  <T> T activity(Class<T> type) {
    return environment.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** Makes the launch template of the nodes. */
  void makeTemplate() {
    template = activity(EksActivities.class).ensureLaunchTemplate(ours().launchTemplate()).id();
  }

  /** The id of the launch template, once it is made. */
  String template() {
    return template;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** Long enough for everything that was asked for to be there, or gone. */
  void settle() {
    advance(Duration.ofMinutes(20));
  }

  /** From here on the faults happen. */
  void disturb() {
    now = start.plus(DISTURBED_FROM).plusSeconds(1);
  }

  int mark() {
    return rows().size();
  }

  List<LedgerRow> rows() {
    return sandbox.kernel().locked(sandbox.ledger()::rows);
  }

  /** What was on the wire since. */
  List<LedgerRow> rowsFrom(int mark) {
    List<LedgerRow> all = rows();
    return all.subList(mark, all.size());
  }

  /** The requests since that could have changed the cloud, refused ones included. */
  List<LedgerRow> mutationsFrom(int mark) {
    return rowsFrom(mark).stream().filter(LedgerRow.Mutation.class::isInstance).toList();
  }

  /** What this attempt fails with. */
  static FailureFacts failure(Runnable attempt) {
    try {
      attempt.run();
    } catch (TemporalFailure e) {
      return Failures.facts(e);
    }
    throw new AssertionError("nothing failed");
  }

  @Override
  public void close() {
    environment.close();
    sandbox.close();
    aws.close();
  }
}
