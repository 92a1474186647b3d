package dev.fedctl.acceptance;

import dev.fedctl.acceptance.peer.KubernetesApi;
import dev.fedctl.acceptance.peer.Pods;
import dev.fedctl.acceptance.peer.Ports;
import dev.fedctl.acceptance.peer.ReleaseArchive;
import dev.fedctl.activity.demo.DemoActivitiesImpl;
import dev.fedctl.activity.karmada.HostRemoval;
import dev.fedctl.activity.karmada.KarmadaActivitiesImpl;
import dev.fedctl.activity.karmada.plane.CrdDownload;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.loadbalancer.ElasticLoadBalancers;
import dev.fedctl.activity.loadbalancer.EndpointGate;
import dev.fedctl.activity.loadbalancer.LoadBalancerActivitiesImpl;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentRequest;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentWait;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsObserved;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsRequest;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsWait;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRequest;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaWait;
import dev.fedctl.contract.activity.KarmadaActivities.PkiRequest;
import dev.fedctl.contract.activity.KarmadaActivities.StorageClassRequest;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerWait;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.Scheme;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Karmada's own components, run as fedctl's objects in a real API server say, and installed by the
 * activities, with their gates and in the order of their workflow. The load balancer is this
 * machine, so the gate that asks AWS for one is left out.
 */
final class RealKarmada implements AutoCloseable {

  static final Owner OWNER =
      new Owner("karmada-guidance", "111122223333", "eu-north-1", "0123456789abcdef");

  private static final ClusterRef PARENT = new ClusterRef("eu-north-1", "parent");
  private static final List<String> ANYBODY = List.of("203.0.113.0/24");
  private static final List<Component> CONTROLLERS =
      List.of(
          Component.KUBE_CONTROLLER_MANAGER,
          Component.CONTROLLER_MANAGER,
          Component.SCHEDULER,
          Component.WEBHOOK);

  private final int port = Ports.node();
  private final KarmadaSpec spec =
      new KarmadaSpec(
          "v1.18.2",
          new KarmadaSpec.Crds(Optional.empty(), Optional.empty()),
          new KarmadaSpec.Etcd(3, "5Gi"),
          new KarmadaSpec.ApiServer(1),
          new KarmadaSpec.Endpoint(Scheme.INTERNET_FACING, port, ANYBODY));

  /** The name that AWS would give to the load balancer. */
  private final KarmadaRef ref = new KarmadaRef(PARENT, KarmadaRef.NAMESPACE, "localhost", port);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Pods pods;
  private final ReleaseArchive archive;
  private final KubernetesApi host;
  private final KarmadaApis apis;
  private final KarmadaActivities karmada;
  private final LoadBalancerActivities loadBalancers;
  private final DemoActivities demo;

  private RealKarmada(Path folder) throws IOException {
    pods = opened(Pods.in(Files.createDirectory(folder.resolve("pods")), KarmadaRef.NAMESPACE));
    archive = opened(ReleaseArchive.serve());
    host = opened(KubernetesApi.start(Files.createDirectory(folder.resolve("host"))));
    ClusterApis hosts = host.clusters();
    apis = new KarmadaApis(hosts, InstantSource.system());
    Applier applier = new Applier();
    EndpointGate gate = new EndpointGate(withoutAws(), apis);
    KarmadaActivitiesImpl steps =
        new KarmadaActivitiesImpl(
            hosts,
            apis,
            applier,
            new CrdDownload(),
            InstantSource.system(),
            new HostRemoval(hosts));
    ActivitiesUnderTest activities =
        opened(
            new ActivitiesUnderTest(
                new LoadBalancerActivitiesImpl(hosts, applier, gate),
                steps,
                new DemoActivitiesImpl(apis, applier)));
    karmada = activities.stub(KarmadaActivities.class);
    loadBalancers = activities.stub(LoadBalancerActivities.class);
    demo = activities.stub(DemoActivities.class);
  }

  /** Installs it. */
  static RealKarmada install(Path folder) throws IOException {
    RealKarmada real = new RealKarmada(folder);
    try {
      real.install();
      return real;
    } catch (RuntimeException | AssertionError e) {
      real.close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private static ElasticLoadBalancers withoutAws() {
    return new ElasticLoadBalancers(
        region -> {
          throw new IllegalStateException("no AWS here");
        },
        (attempted, e) -> e);
  }

  private void install() {
    ensureOutside();
    ActivitiesUnderTest.awaited(
        "the load balancer has a name",
        () ->
            loadBalancers.awaitLoadBalancerName(
                new LoadBalancerWait(
                    claim("karmada/load-balancer"), PARENT, ref.namespace(), port, patience())));
    ensurePki();
    start(Component.ETCD);
    await(Component.ETCD);
    start(Component.API_SERVER);
    await(Component.API_SERVER);
    CONTROLLERS.forEach(this::start);
    start(Component.AGGREGATED_API_SERVER);
    karmada.ensureRbac(request("karmada/rbac"));
    awaitDefinitions(ensureDefinitions());
    await(Component.AGGREGATED_API_SERVER);
    karmada.ensureRegistration(request("karmada/registration"));
    ActivitiesUnderTest.awaited(
        "the Cluster API is available",
        () -> karmada.awaitRegistration(wait("karmada/registration")));
    CONTROLLERS.forEach(this::await);
    awaitWorking();
  }

  /** Every step that changes something, once more. */
  StepOutcome ensureAll() {
    StepOutcome outcome = Applier.both(ensureOutside(), ensurePki());
    for (Component component : Component.values()) {
      outcome = Applier.both(outcome, ensure(component));
    }
    ensureDefinitions();
    outcome = Applier.both(outcome, karmada.ensureRbac(request("karmada/rbac")));
    return Applier.both(outcome, karmada.ensureRegistration(request("karmada/registration")));
  }

  /** The last gate: its aggregated API answers, and its webhooks judge a policy. */
  void awaitWorking() {
    ActivitiesUnderTest.awaited(
        "Karmada works", () -> karmada.awaitKarmada(wait("karmada/verify")));
  }

  private StepOutcome ensureOutside() {
    StepOutcome outcome =
        Applier.both(
            karmada.ensureStorageClass(
                new StorageClassRequest(claim("karmada/storage-class"), PARENT)),
            loadBalancers.ensureLoadBalancer(
                new LoadBalancerRequest(
                    claim("karmada/load-balancer"),
                    PARENT,
                    ref.namespace(),
                    Scheme.INTERNET_FACING,
                    port,
                    ANYBODY,
                    List.of("subnet-0a000000000000001", "subnet-0a000000000000002"))));
    inHost(
        client ->
            client.services().inNamespace(ref.namespace()).list().getItems().stream()
                .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
                .forEach(service -> client.resource(service).editStatus(this::named)));
    return outcome;
  }

  private Service named(Service service) {
    return new ServiceBuilder(service)
        .editOrNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withHostname(ref.address())
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  private StepOutcome ensurePki() {
    return karmada.ensurePki(new PkiRequest(claim("karmada/pki"), ref, spec)).outcome();
  }

  private CrdsObserved ensureDefinitions() {
    return karmada.ensureCrds(
        new CrdsRequest(claim("karmada/crds"), ref, archive.url(), Optional.of(archive.sha256())));
  }

  private void awaitDefinitions(CrdsObserved applied) {
    ActivitiesUnderTest.awaited(
        "every definition is Established",
        () -> karmada.awaitCrds(new CrdsWait(claim("karmada/crds"), ref, applied, patience())));
  }

  private void start(Component component) {
    ensure(component);
    inHost(client -> pods.start(client, component.workload()));
  }

  private StepOutcome ensure(Component component) {
    return karmada.ensureComponent(
        new ComponentRequest(claim("karmada/" + component.workload()), ref, spec, component));
  }

  private void await(Component component) {
    inHost(client -> pods.awaitReady(client, component.workload()));
    ActivitiesUnderTest.awaited(
        component.workload() + " is available",
        () ->
            karmada.awaitComponent(
                new ComponentWait(
                    claim("karmada/" + component.workload()), ref, component, patience())));
  }

  KarmadaRef ref() {
    return ref;
  }

  KarmadaApis apis() {
    return apis;
  }

  Pods pods() {
    return pods;
  }

  DemoActivities demo() {
    return demo;
  }

  /** Uses Karmada's own API. */
  <T> T use(Function<KubernetesClient, T> body) {
    return apis.raw(ref, api -> body.apply(api.client()));
  }

  void inHost(Consumer<KubernetesClient> body) {
    host.clusters().use(PARENT, client -> accepted(body, client));
  }

  private static boolean accepted(Consumer<KubernetesClient> body, KubernetesClient client) {
    body.accept(client);
    return true;
  }

  /** An administrator's kubeconfig, by the load balancer's name. */
  String kubeconfig() {
    return host.clusters()
        .use(
            PARENT,
            client -> {
              Map<String, String> certificates =
                  client
                      .secrets()
                      .inNamespace(ref.namespace())
                      .withName(KarmadaApis.CERTIFICATES)
                      .require()
                      .getData();
              return """
                  apiVersion: v1
                  kind: Config
                  clusters: [{name: k, cluster: {server: "https://%s:%d", certificate-authority-data: "%s"}}]
                  users: [{name: k, user: {client-certificate-data: "%s", client-key-data: "%s"}}]
                  contexts: [{name: k, context: {cluster: k, user: k}}]
                  current-context: k
                  """
                  .formatted(
                      ref.address(),
                      port,
                      certificates.get("ca.crt"),
                      certificates.get("karmada.crt"),
                      certificates.get("karmada.key"));
            });
  }

  private KarmadaRequest request(String resource) {
    return new KarmadaRequest(claim(resource), ref);
  }

  private KarmadaWait wait(String resource) {
    return new KarmadaWait(claim(resource), ref, patience());
  }

  private static Claim claim(String resource) {
    return OWNER.claim(resource);
  }

  private static Patience patience() {
    return Patience.of(Instant.now(), Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    for (AutoCloseable closeable : open.reversed()) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
