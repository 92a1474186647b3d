package dev.fedctl.sandbox.path;

import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.path.RunFacts.Cluster;
import dev.fedctl.sandbox.path.RunFacts.Karmada;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Kubernetes and Karmada make everybody wait for, from the load balancer to the demo. */
final class KarmadaLegs {

  private static final String API_SERVER = "karmada-apiserver";
  private static final String AGGREGATED = "karmada-aggregated-apiserver";
  private static final String CONTROLLERS = "karmada-controller-manager";
  private static final String SCHEDULER = "karmada-scheduler";
  private static final String WEBHOOK = "karmada-webhook";

  private static final String NAMED = "name of the load balancer";
  private static final String VOLUMES = "volumes of a majority of etcd";
  private static final String ETCD = "etcd";
  private static final String BY_NAME = "Karmada's API through the load balancer";
  private static final String CLUSTER_API = "Karmada's Cluster API";

  private final Legs legs;
  private final Draws draws;
  private final Karmada karmada;
  private final Map<String, Cluster> clusters;

  KarmadaLegs(Legs legs, Draws draws, Karmada karmada, List<Cluster> clusters) {
    this.legs = legs;
    this.draws = draws;
    this.karmada = karmada;
    this.clusters = clusters.stream().collect(Collectors.toMap(Cluster::name, one -> one));
  }

  void add() {
    legs.begin("karmada");
    addEtcd();
    addLoadBalancer();
    addHost();
    addApi();
    karmada.members().forEach(this::addMember);
    karmada.workloads().forEach(this::addWorkload);
  }

  /** The rights to write to a cluster's API; nothing when somebody else gave them. */
  private List<String> access(String cluster) {
    return Optional.ofNullable(clusters.get(cluster))
        .flatMap(one -> one.worker().map(worker -> ClusterLegs.access(cluster, worker)))
        .filter(legs::has)
        .map(List::of)
        .orElse(List.of());
  }

  /** What a pod needs: that it can be made, and a node. */
  private List<String> pods(String cluster) {
    List<String> needs = new ArrayList<>(access(cluster));
    if (clusters.containsKey(cluster)) {
      needs.add(ClusterLegs.nodes(cluster));
    }
    return needs;
  }

  private String inHost(String name) {
    return karmada.host() + "/" + karmada.namespace() + "/" + name;
  }

  private void addEtcd() {
    List<String> before = pods(karmada.host());
    if (clusters.containsKey(karmada.host())) {
      before.add(ClusterLegs.addon(karmada.host(), "aws-ebs-csi-driver"));
    }
    List<String> volumes = new ArrayList<>();
    for (String claim : karmada.claims()) {
      String volume = "volume " + claim;
      if (legs.add(volume, draws.of(DelayKind.VOLUME_BOUND, inHost(claim)), before)) {
        volumes.add(volume);
      }
    }
    int quorum = karmada.claims().size() / 2 + 1;
    volumes.sort(Comparator.comparing(legs::end));
    if (volumes.size() < quorum) {
      return;
    }
    legs.add(VOLUMES, Duration.ZERO, List.of(volumes.get(quorum - 1)));
    Duration start = draws.of(DelayKind.ETCD_READY, inHost("etcd"));
    legs.add(ETCD, start, List.of(VOLUMES));
    legs.add("the last member of etcd", start, List.of(volumes.getLast(), VOLUMES));
  }

  private void addLoadBalancer() {
    karmada
        .service()
        .ifPresent(
            service -> {
              String subject = karmada.host() + "/" + service;
              List<String> made = access(karmada.host());
              legs.add(NAMED, draws.of(DelayKind.LOAD_BALANCER_NAMED, subject), made);
              legs.add("load balancer", draws.of(DelayKind.LOAD_BALANCER_ACTIVE, subject), made);
              legs.add(
                  "DNS of the load balancer",
                  draws.of(DelayKind.DNS_VISIBLE, subject),
                  List.of(NAMED));
            });
  }

  private void addHost() {
    List<String> needs = new ArrayList<>(pods(karmada.host()));
    needs.add(ETCD);
    // Its certificate holds the load balancer's name.
    needs.add(NAMED);
    legs.add(API_SERVER, draws.of(DelayKind.API_SERVER_READY, inHost(API_SERVER)), needs);
    for (String name : karmada.deployments()) {
      if (!name.equals(API_SERVER)) {
        List<String> before = new ArrayList<>(pods(karmada.host()));
        before.add(name.equals(AGGREGATED) ? ETCD : API_SERVER);
        legs.add(name, draws.of(DelayKind.DEPLOYMENT_READY, inHost(name)), before);
      }
    }
  }

  private void addApi() {
    String subject = karmada.host() + "/" + karmada.service().orElse("");
    legs.add(
        "healthy target of the load balancer",
        draws.of(DelayKind.TARGET_HEALTHY, subject),
        List.of(API_SERVER));
    legs.add(
        BY_NAME,
        Duration.ZERO,
        List.of(
            "healthy target of the load balancer", "load balancer", "DNS of the load balancer"));
    String server = "karmada:" + karmada.host() + "//";
    for (String definition : karmada.definitions()) {
      legs.add(
          "definition " + definition,
          draws.of(DelayKind.CRD_ESTABLISHED, server + definition),
          List.of(BY_NAME));
    }
    if (karmada.apiService()) {
      legs.add(
          CLUSTER_API,
          draws.of(DelayKind.API_SERVICE_AVAILABLE, server + "v1alpha1.cluster.karmada.io"),
          List.of(BY_NAME, AGGREGATED));
    }
  }

  private static String member(String name) {
    return "member " + name;
  }

  private void addMember(String name) {
    legs.begin("join of " + name);
    List<String> needs = new ArrayList<>(access(name));
    needs.add(CLUSTER_API);
    needs.add(CONTROLLERS);
    legs.add(member(name), draws.of(DelayKind.MEMBER_READY, name), needs);
  }

  private void addWorkload(RunFacts.Workload workload) {
    legs.begin("demo");
    List<String> before = new ArrayList<>();
    before.add(SCHEDULER);
    before.add(WEBHOOK);
    karmada.definitions().forEach(definition -> before.add("definition " + definition));
    // Replicas are divided among all members, so all have to be there.
    workload.members().forEach(name -> before.add(member(name)));
    String placed = workload.name() + " can be placed";
    legs.add(placed, Duration.ZERO, before);
    String key =
        workload.namespace() + "/" + workload.name().toLowerCase(Locale.ROOT) + "-deployment";
    for (String name : workload.members()) {
      String copy = workload.name() + " propagated to " + name;
      legs.add(copy, draws.of(DelayKind.PROPAGATED, name + "/" + key), List.of(placed));
      List<String> needs = new ArrayList<>();
      needs.add(copy);
      if (clusters.containsKey(name)) {
        needs.add(ClusterLegs.nodes(name));
      }
      legs.add(
          workload.name() + " running in " + name,
          draws.of(
              DelayKind.WORKLOAD_READY, name + "/" + workload.namespace() + "/" + workload.name()),
          needs);
    }
  }
}
