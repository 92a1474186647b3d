package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.KubernetesApi;
import dev.fedctl.acceptance.peer.OwnControlPlane;
import dev.fedctl.acceptance.peer.ReleaseArchive;
import dev.fedctl.activity.karmada.HostRemoval;
import dev.fedctl.activity.karmada.KarmadaActivitiesImpl;
import dev.fedctl.activity.karmada.plane.CrdDownload;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.loadbalancer.ElasticLoadBalancers;
import dev.fedctl.activity.loadbalancer.EndpointGate;
import dev.fedctl.activity.loadbalancer.LoadBalancerActivitiesImpl;
import dev.fedctl.activity.membership.MembershipActivitiesImpl;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentRequest;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsObserved;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsRequest;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsWait;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRequest;
import dev.fedctl.contract.activity.KarmadaActivities.PkiRequest;
import dev.fedctl.contract.activity.KarmadaActivities.StorageClassRequest;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.MembershipActivities.JoinRequest;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.Scheme;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that fedctl applies to the host and to Karmada's own API, by the activities themselves, to
 * real API servers. The one that stands for Karmada's runs with our own flags and certificates, on
 * three etcd members with theirs, so those are proven too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarmadaObjectsOnARealApiServerTest {

  private static final ClusterRef PARENT = new ClusterRef("eu-north-1", "karmada-guidance-parent");
  private static final ClusterRef MEMBER =
      new ClusterRef("eu-north-1", "karmada-guidance-member-1");
  private static final Owner OWNER =
      new Owner("karmada-guidance", "111122223333", "eu-north-1", "0123456789abcdef");
  private static final KarmadaSpec SPEC =
      new KarmadaSpec(
          "v1.18.2",
          new KarmadaSpec.Crds(Optional.empty(), Optional.empty()),
          new KarmadaSpec.Etcd(3, "5Gi"),
          new KarmadaSpec.ApiServer(3),
          new KarmadaSpec.Endpoint(Scheme.INTERNET_FACING, 32443, List.of("203.0.113.0/24")));

  private KubernetesApi host;
  private KubernetesApi member;
  private OwnControlPlane plane;
  private ReleaseArchive archive;
  private ActivitiesUnderTest activities;
  private KarmadaActivities karmada;
  private KarmadaApis karmadaApis;
  private KarmadaRef ref;

  @BeforeAll
  void install(@TempDir Path folder) throws Exception {
    archive = ReleaseArchive.serve();
    host = KubernetesApi.start(Files.createDirectory(folder.resolve("host")));
    member = KubernetesApi.start(Files.createDirectory(folder.resolve("member")));
    ClusterApis hosts = host.clusters();
    karmadaApis = new KarmadaApis(hosts, InstantSource.system());
    Applier applier = new Applier();
    ElasticLoadBalancers loadBalancers =
        new ElasticLoadBalancers(
            region -> {
              throw withoutAws();
            },
            (attempted, e) -> e);
    activities =
        new ActivitiesUnderTest(
            new LoadBalancerActivitiesImpl(
                hosts, applier, new EndpointGate(loadBalancers, karmadaApis)),
            new KarmadaActivitiesImpl(
                hosts,
                karmadaApis,
                applier,
                new CrdDownload(),
                InstantSource.system(),
                new HostRemoval(hosts)),
            new MembershipActivitiesImpl(member.clusters(), karmadaApis, applier));
    karmada = activities.stub(KarmadaActivities.class);
    ref = at("localhost", 32443);
    assertThat(applyHost()).isEqualTo(StepOutcome.CREATED);
    plane =
        hosts.use(
            PARENT,
            client ->
                OwnControlPlane.start(folder, client, ref.namespace(), port -> isReady(port)));
    ref = at("localhost", plane.port());
  }

  private static IllegalStateException withoutAws() {
    return new IllegalStateException("no AWS here");
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
    if (activities != null) {
      activities.close();
    }
    if (member != null) {
      member.close();
    }
    if (host != null) {
      host.close();
    }
    if (archive != null) {
      archive.close();
    }
  }

  @Test
  void hostObjectsAppliedTwiceChangeNothing() {
    SortedMap<String, String> before = ours(host, PARENT);

    assertThat(applyHost()).isEqualTo(StepOutcome.UNCHANGED);

    assertThat(before).hasSizeGreaterThanOrEqualTo(25);
    assertThat(ours(host, PARENT)).isEqualTo(before);
  }

  @Test
  void karmadasApiRunsOnOurCertificatesAndFlags() {
    String ready = karmadaApis.raw(ref, api -> api.client().raw("/readyz?verbose"));

    assertThat(ready).contains("[+]etcd ok", "[+]etcd-readiness ok");
  }

  @Test
  void definitionsOfTheReleaseAreEstablished() {
    CrdsObserved applied = karmada.ensureCrds(crds(archive.sha256()));

    CrdsObserved established =
        ActivitiesUnderTest.awaited(
            "every definition is Established",
            () -> karmada.awaitCrds(new CrdsWait(claim("karmada/crds"), ref, applied, patience())));

    assertThat(established).isEqualTo(new CrdsObserved(archive.sha256(), archive.definitions()));
  }

  @Test
  void definitionsAppliedTwiceChangeNothing() {
    CrdsObserved applied = karmada.ensureCrds(crds(archive.sha256()));
    ActivitiesUnderTest.awaited(
        "every definition is Established",
        () -> karmada.awaitCrds(new CrdsWait(claim("karmada/crds"), ref, applied, patience())));
    SortedMap<String, String> before = definitions();

    karmada.ensureCrds(crds(archive.sha256()));

    assertThat(before).hasSize(archive.definitions());
    assertThat(definitions()).isEqualTo(before);
  }

  @Test
  void archiveOfAnotherDigestIsRefused() {
    ApplicationFailure failure =
        ActivitiesUnderTest.failure(() -> karmada.ensureCrds(crds("0".repeat(64))));

    assertThat(failure.getType()).isEqualTo(FailureKind.INVALID_SPEC.name());
    assertThat(failure.isNonRetryable()).isTrue();
  }

  @Test
  void objectsOfKarmadasApiAppliedTwiceChangeNothing() {
    KarmadaRequest request = new KarmadaRequest(claim("karmada/registration"), ref);
    karmada.ensureRegistration(request);
    karmada.ensureRbac(request);

    assertThat(karmada.ensureRegistration(request)).isEqualTo(StepOutcome.UNCHANGED);
    assertThat(karmada.ensureRbac(request)).isEqualTo(StepOutcome.UNCHANGED);
  }

  /**
   * Nobody fills in the tokens here (kube-controller-manager does), so a join gets as far as all
   * that it applies to the member.
   */
  @Test
  void memberObjectsAppliedTwiceChangeNothing() {
    MembershipActivities membership = activities.stub(MembershipActivities.class);
    JoinRequest request = new JoinRequest(claim("member-1/join"), ref, MEMBER, Map.of());
    ApplicationFailure first = ActivitiesUnderTest.failure(() -> membership.ensureJoined(request));
    SortedMap<String, String> before = ours(member, MEMBER);

    ApplicationFailure second = ActivitiesUnderTest.failure(() -> membership.ensureJoined(request));

    assertThat(first.getType()).isEqualTo(FailureKind.EVENTUAL.name());
    assertThat(first.getOriginalMessage()).contains("token").contains("not filled in");
    assertThat(second.getOriginalMessage()).isEqualTo(first.getOriginalMessage());
    assertThat(before).hasSize(7);
    assertThat(ours(member, MEMBER)).isEqualTo(before);
  }

  /** All that a KarmadaWorkflow applies to the host, in its order. */
  private StepOutcome applyHost() {
    StepOutcome outcome =
        activities
            .stub(LoadBalancerActivities.class)
            .ensureLoadBalancer(
                new LoadBalancerRequest(
                    claim("karmada/load-balancer"),
                    PARENT,
                    ref.namespace(),
                    Scheme.INTERNET_FACING,
                    32443,
                    List.of("203.0.113.0/24"),
                    List.of("subnet-0a000000000000001", "subnet-0a000000000000002")));
    outcome =
        Applier.both(
            outcome,
            karmada.ensureStorageClass(
                new StorageClassRequest(claim("karmada/storage-class"), PARENT)));
    outcome =
        Applier.both(
            outcome, karmada.ensurePki(new PkiRequest(claim("karmada/pki"), ref, SPEC)).outcome());
    for (Component component : Component.values()) {
      outcome =
          Applier.both(
              outcome,
              karmada.ensureComponent(
                  new ComponentRequest(
                      claim("karmada/" + component.workload()), ref, SPEC, component)));
    }
    return outcome;
  }

  private boolean isReady(int port) {
    try {
      return "ok"
          .equals(karmadaApis.raw(at("localhost", port), api -> api.client().raw("/readyz")));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private CrdsRequest crds(String sha256) {
    return new CrdsRequest(claim("karmada/crds"), ref, archive.url(), Optional.of(sha256));
  }

  private static SortedMap<String, String> ours(KubernetesApi api, ClusterRef cluster) {
    return api.clusters().use(cluster, client -> Versions.ours(client, OWNER));
  }

  private SortedMap<String, String> definitions() {
    return karmadaApis.raw(
        ref,
        api ->
            Versions.ours(
                OWNER,
                api.client().apiextensions().v1().customResourceDefinitions().list().getItems()));
  }

  private static Claim claim(String resource) {
    return OWNER.claim(resource);
  }

  private static KarmadaRef at(String address, int port) {
    return new KarmadaRef(PARENT, KarmadaRef.NAMESPACE, address, port);
  }

  private static Patience patience() {
    return Patience.of(Instant.now(), Duration.ofMinutes(1));
  }
}
