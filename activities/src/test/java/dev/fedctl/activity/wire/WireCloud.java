package dev.fedctl.activity.wire;

import com.sun.net.httpserver.HttpServer;
import dev.fedctl.activity.LifeLine;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.clearance.ClearanceActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.inventory.InventoryActivitiesImpl;
import dev.fedctl.activity.inventory.SweepActivitiesImpl;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.observation.ObservationActivitiesImpl;
import dev.fedctl.activity.wiring.KubernetesSide;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemoval;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemovalWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerWait;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.MembershipActivities.JoinRequest;
import dev.fedctl.contract.activity.MembershipActivities.LeaveRequest;
import dev.fedctl.contract.activity.MembershipActivities.MemberWait;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.SweepActivities;
import dev.fedctl.contract.spec.Scheme;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.karmada.CrdArchive;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import dev.fedctl.sandbox.world.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A sandbox on a clock that goes when it is told to, and the real activities in Temporal's activity
 * environment. Each activity runs one attempt.
 *
 * <p>Faults sleep until {@link #disturb}: before that everything is made in peace.
 */
final class WireCloud implements AutoCloseable {

  static final String REGION = "eu-north-1";
  static final Duration DISTURBED_FROM = Duration.ofDays(30);

  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private volatile Instant now = start;
  final Sandbox sandbox;
  final LifeLine lifeLine = new LifeLine();
  final AwsClients aws;
  private final EksWorld eks;
  final ClusterApis clusters;
  final KarmadaApis karmadas;
  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
  private final HttpServer archive;
  private Optional<KarmadaRef> karmada = Optional.empty();

  WireCloud(FaultRule... faults) {
    sandbox =
        Sandbox.start(
            SandboxOptions.of(() -> now, World.standard(REGION, "KarmadaVPC"))
                .withFaults(new FaultPlan(List.of(faults))),
            KubernetesHalf::new);
    var credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                "ASIASANDBOXWORKER000", "sandbox-secret-of-the-worker", "sandbox-session"));
    aws =
        new AwsClients(credentials, Optional.of(sandbox.awsEndpoint()), Optional.empty(), lifeLine);
    EksEndpoints endpoints = new EksEndpoints(aws);
    clusters =
        new ClusterApis(
            endpoints,
            new EksToken(credentials, AwsFailures::translate, InstantSource.system()),
            InstantSource.system(),
            lifeLine);
    karmadas = new KarmadaApis(clusters, InstantSource.system());
    KubernetesSide side =
        KubernetesSide.of(
            new KubernetesSide.Aws(
                endpoints,
                credentials,
                aws::elasticLoadBalancing,
                AwsFailures::translate,
                InstantSource.system(),
                lifeLine));
    environment.registerActivitiesImplementations(side.activities().toArray());
    environment.registerActivitiesImplementations(
        new ObservationActivitiesImpl(aws, side.placements()),
        new InventoryActivitiesImpl(aws),
        new SweepActivitiesImpl(aws),
        new ClearanceActivitiesImpl(aws, side.clusters()));
    archive = serve(CrdArchive.bytes());
    eks = new EksWorld(aws, REGION, this::advance);
    eks.cluster(Specs.PARENT.name());
  }

  private static HttpServer serve(byte[] bytes) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/crds.tar.gz",
          exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** Somebody deletes a cluster with its nodes, and nothing of what is in it. */
  void deleteCluster(ClusterRef cluster) {
    eks.delete(cluster.name());
  }

  /** From here on the faults happen. */
  void disturb() {
    now = start.plus(DISTURBED_FROM).plusSeconds(1);
  }

  /** The worker's access to a cluster's API is taken away. */
  void revoke(ClusterRef cluster) {
    eks.revoke(cluster.name());
  }

  <T> T activity(Class<T> type) {
    return environment.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** Runs a piece of code where an activity would run. */
  void inActivity(Runnable body) {
    environment.registerActivitiesImplementations((Probe) body::run);
    activity(Probe.class).probe();
  }

  /** An activity of any content. */
  @ActivityInterface
  public interface Probe {
    void probe();
  }

  LoadBalancerRequest loadBalancer() {
    return new LoadBalancerRequest(
        Specs.claim("karmada/load-balancer"),
        Specs.PARENT,
        KarmadaRef.NAMESPACE,
        Scheme.INTERNET_FACING,
        32443,
        List.of("203.0.113.0/24"),
        List.of());
  }

  /** The load balancer with its name: what certificates need. */
  KarmadaRef named() {
    if (karmada.isEmpty()) {
      LoadBalancerActivities activities = activity(LoadBalancerActivities.class);
      activities.ensureLoadBalancer(loadBalancer());
      advance(Duration.ofMinutes(5));
      karmada =
          Optional.of(
              activities
                  .awaitLoadBalancerName(
                      new LoadBalancerWait(
                          Specs.claim("karmada/load-balancer"),
                          Specs.PARENT,
                          KarmadaRef.NAMESPACE,
                          32443,
                          Patience.of(Instant.now(), Duration.ofMinutes(5))))
                  .value());
    }
    return karmada.get();
  }

  KarmadaActivities.StorageClassRequest storageClass() {
    return new KarmadaActivities.StorageClassRequest(
        Specs.claim("karmada/storage-class"), Specs.PARENT);
  }

  KarmadaActivities.PkiRequest pki() {
    return new KarmadaActivities.PkiRequest(Specs.claim("karmada/pki"), named(), Specs.karmada());
  }

  KarmadaActivities.ComponentRequest component(Component component) {
    return new KarmadaActivities.ComponentRequest(
        Specs.claim("karmada/" + component.workload()), named(), Specs.karmada(), component);
  }

  KarmadaActivities.CrdsRequest crds() {
    return new KarmadaActivities.CrdsRequest(
        Specs.claim("karmada/crds"),
        named(),
        "http://127.0.0.1:" + archive.getAddress().getPort() + "/crds.tar.gz",
        Optional.of(CrdArchive.sha256()));
  }

  KarmadaActivities.KarmadaRequest request(String step) {
    return new KarmadaActivities.KarmadaRequest(Specs.claim("karmada/" + step), named());
  }

  /** Karmada with all its parts running; nothing in its API yet. */
  void running() {
    KarmadaActivities activities = activity(KarmadaActivities.class);
    activities.ensureStorageClass(storageClass());
    activities.ensurePki(pki());
    for (Component component : Component.values()) {
      activities.ensureComponent(component(component));
    }
    advance(Duration.ofMinutes(5));
  }

  /** Karmada as it stands when members may join. */
  void installed() {
    running();
    KarmadaActivities activities = activity(KarmadaActivities.class);
    activities.ensureCrds(crds());
    activities.ensureRegistration(request("registration"));
    activities.ensureRbac(request("rbac"));
    advance(Duration.ofMinutes(1));
  }

  static ClusterRef member() {
    return new ClusterRef(REGION, "guidance-member-1");
  }

  JoinRequest join() {
    return new JoinRequest(Specs.claim(member().name() + "/join"), named(), member(), Map.of());
  }

  /** Karmada and a cluster that has not joined. */
  void withMember() {
    installed();
    eks.cluster(member().name());
  }

  /** A member that has joined and is Ready. */
  void joined() {
    withMember();
    activity(MembershipActivities.class).ensureJoined(join());
    advance(Duration.ofMinutes(1));
  }

  /** What the parent may have left; in this cloud it is nobody's by its own tags. */
  SweepActivities.LeftoversWait leftovers() {
    return new SweepActivities.LeftoversWait(
        Specs.claim(Specs.PARENT.name() + "/control-plane"), Specs.PARENT, patience());
  }

  LeaveRequest leave() {
    return new LeaveRequest(Specs.claim(member().name() + "/join"), named(), member());
  }

  MemberWait left() {
    return new MemberWait(Specs.claim(member().name() + "/join"), named(), member(), patience());
  }

  /** The claim is that of the step that made the namespace. */
  KarmadaRemoval removal() {
    return new KarmadaRemoval(
        Specs.claim("karmada/load-balancer"), Specs.PARENT, KarmadaRef.NAMESPACE);
  }

  KarmadaRemovalWait removed() {
    return new KarmadaRemovalWait(
        Specs.claim("karmada/load-balancer"), Specs.PARENT, KarmadaRef.NAMESPACE, patience());
  }

  private static Patience patience() {
    return Patience.of(Instant.now(), Duration.ofMinutes(5));
  }

  DemoActivities.DemoRequest demo() {
    return new DemoActivities.DemoRequest(
        Specs.claim("federation/demo"), named(), List.of(member().name()), 4);
  }

  /** Somebody else's client of a cluster. */
  <T> T in(ClusterRef cluster, Function<KubernetesClient, T> body) {
    return clusters.use(cluster, body);
  }

  /** Somebody else's client of Karmada's own API. */
  <T> T inKarmada(Function<KubernetesClient, T> body) {
    return karmadas.use(named(), api -> body.apply(api.client()));
  }

  /** Kind and id of what was made from a row of the ledger on and is not gone. */
  List<String> standingFrom(int mark) {
    List<LedgerRow> rows = rows();
    return Leftovers.in(rows.subList(mark, rows.size())).left().stream()
        .map(thing -> thing.kind() + " " + thing.id())
        .toList();
  }

  List<LedgerRow> rows() {
    return sandbox.kernel().locked(sandbox.ledger()::rows);
  }

  /** What callers, not controllers, changed in Kubernetes from a row of the ledger on. */
  List<LedgerRow.Effect> effectsFrom(int row) {
    List<LedgerRow> all = rows();
    return all.subList(row, all.size()).stream()
        .filter(LedgerRow.Mutation.class::isInstance)
        .flatMap(found -> found.effects().stream())
        .filter(effect -> effect.by().isEmpty())
        .toList();
  }

  @Override
  public void close() {
    environment.close();
    archive.stop(0);
    sandbox.close();
    aws.close();
  }
}
