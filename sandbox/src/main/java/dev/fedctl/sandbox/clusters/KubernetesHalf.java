package dev.fedctl.sandbox.clusters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.karmada.ControlPlane;
import dev.fedctl.sandbox.karmada.Members;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Arrival.Entrance;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiRequest;
import dev.fedctl.sandbox.kube.auth.Secrets;
import dev.fedctl.sandbox.kube.controller.LoadBalancers.Made;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.tls.TlsIdentity;
import dev.fedctl.sandbox.wire.LoopbackHost;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All API servers of the pretend cloud: one for each EKS cluster behind one listener, told apart by
 * the TLS server name, and those of Karmada behind the load balancers of their hosts.
 */
public final class KubernetesHalf implements KubernetesSide, Members {

  /** A load balancer with the cluster that it leads into. */
  private record Door(EksCluster cluster, Made made) {}

  private final Kernel kernel;
  private final AwsSide aws;
  private final LoopbackHost listeners;
  private final int port;
  private final Secrets secrets;
  private final Map<ClusterId, EksCluster> clusters = new HashMap<>();
  private final Map<String, EksCluster> byHost = new HashMap<>();
  private final Map<String, ControlPlane> planes = new HashMap<>();
  private final Set<Integer> doorPorts = new HashSet<>();

  public KubernetesHalf(Kernel kernel, AwsSide aws, LoopbackHost listeners) {
    this.kernel = kernel;
    this.aws = aws;
    this.listeners = listeners;
    this.secrets = new Secrets(kernel.memory());
    this.port = listeners.tls(0, this::clusterIdentity, this::serveCluster).port();
  }

  @Override
  public Endpoint born(ClusterId cluster, String kubernetesVersion, Instant activeAt) {
    String label = hash(cluster.toString());
    String domain = ".eks." + cluster.region() + "." + listeners.domain();
    EksCluster made =
        new EksCluster(
            cluster, aws, kernel.delays(), secrets, label + domain, kubernetesVersion, activeAt);
    made.server()
        .store()
        .listen(
            (resource, object, removed) -> {
              changed(made);
              if (removed && resource.equals("persistentvolumeclaims")) {
                // Karmada's data is gone, and all that was in it.
                planes.remove(Trees.text(object, "metadata", "uid"));
              }
            });
    clusters.put(cluster, made);
    byHost.put(made.host(), made);
    return new Endpoint(
        "https://" + label.toUpperCase(Locale.ROOT) + domain + ":" + port,
        made.certificateAuthority());
  }

  private void changed(EksCluster cluster) {
    planes.values().forEach(plane -> plane.memberChanged(cluster));
  }

  @Override
  public Optional<Instant> nodePortReadyAt(ClusterId cluster, int nodePort) {
    return Optional.ofNullable(clusters.get(cluster))
        .flatMap(found -> found.nodePortReadyAt(nodePort));
  }

  @Override
  public void gone(ClusterId cluster) {
    EksCluster lost = clusters.remove(cluster);
    if (lost != null) {
      byHost.remove(lost.host());
      changed(lost);
      planes.values().removeIf(plane -> plane.host() == lost);
    }
  }

  @Override
  public List<LedgerRow.Ready> readiness() {
    List<LedgerRow.Ready> rows = new ArrayList<>();
    clusters.values().forEach(cluster -> rows.addAll(ReadinessRows.of(cluster, kernel)));
    planes.values().forEach(plane -> rows.addAll(ReadinessRows.of(plane, kernel)));
    return rows;
  }

  @Override
  public SortedMap<String, ObjectNode> objects() {
    SortedMap<String, ObjectNode> objects = new TreeMap<>();
    clusters
        .values()
        .forEach(cluster -> put(objects, cluster.id().name(), cluster.server().store()));
    planes
        .values()
        .forEach(
            plane -> put(objects, "karmada:" + plane.host().id().name(), plane.server().store()));
    return objects;
  }

  private static void put(SortedMap<String, ObjectNode> objects, String server, ObjectStore store) {
    store.each((resource, key, object) -> objects.put(server + "/" + resource + "/" + key, object));
  }

  @Override
  public Optional<EksCluster> at(String apiEndpoint, Instant now) {
    try {
      String host = Optional.ofNullable(URI.create(apiEndpoint).getHost()).orElse("");
      return Optional.ofNullable(byHost.get(host.toLowerCase(Locale.ROOT)))
          .filter(cluster -> now.equals(Instant.MAX) || cluster.isUp(now));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void settle(EksCluster member, Instant now, Effects effects) {
    member.settle(now, effects);
  }

  @Override
  public void again(Arrival arrival) {
    switch (arrival.entrance()) {
      case CLUSTER -> serveCluster(arrival.request());
      case KARMADA -> serveDoor(arrival.request());
      case AWS -> throw new IllegalArgumentException("that came in at the other half");
    }
  }

  private Optional<TlsIdentity> clusterIdentity(String serverName) {
    return kernel.locked(
        () ->
            Optional.ofNullable(byHost.get(serverName))
                .filter(cluster -> cluster.isUp(kernel.now()))
                .map(EksCluster::identity));
  }

  private WireResponse serveCluster(WireRequest wire) {
    ApiRequest request = ApiRequest.of(wire);
    EksCluster cluster = kernel.locked(() -> byHost.get(wire.host().toLowerCase(Locale.ROOT)));
    if (cluster == null) {
      return new WireResponse.Dropped();
    }
    return kernel.handle(
        new KubernetesCall(
            Entrance.CLUSTER,
            cluster.id().name(),
            request,
            effects -> serve(cluster, request, effects)));
  }

  private WireResponse serve(EksCluster cluster, ApiRequest request, Effects effects) {
    if (!cluster.isUp(effects.now())) {
      return new WireResponse.Dropped();
    }
    // Karmada may have done something in this cluster since anybody looked.
    List.copyOf(planes.values())
        .forEach(
            plane -> {
              plane.host().settle(effects.now(), effects);
              plane.settle(effects.now(), effects);
            });
    WireResponse answer = cluster.server().serve(request, effects);
    if (request.mutating()) {
      openDoors(cluster);
    }
    return answer;
  }

  /** Listens where the load balancers of a cluster do. */
  private void openDoors(EksCluster cluster) {
    for (Made made : cluster.loadBalancers().made()) {
      if (doorPorts.add(made.loadBalancer().port())) {
        listeners.tls(made.loadBalancer().port(), this::doorIdentity, this::serveDoor);
      }
    }
  }

  private Optional<Door> door(String host) {
    for (EksCluster cluster : clusters.values()) {
      for (Made made : cluster.loadBalancers().made()) {
        if (made.loadBalancer().dnsName().equalsIgnoreCase(host)) {
          return Optional.of(new Door(cluster, made));
        }
      }
    }
    return Optional.empty();
  }

  /** The Karmada behind a load balancer, once the way to it is open. */
  private Optional<ControlPlane> behind(String host, Instant now) {
    Optional<Door> door = door(host);
    return door.flatMap(this::openAt)
        .filter(at -> !at.isAfter(now))
        .flatMap(at -> plane(door.orElseThrow(), at));
  }

  /** When requests get through: the load balancer is active and a target behind it is healthy. */
  private Optional<Instant> openAt(Door door) {
    String subject =
        door.cluster().id().name() + "/" + door.made().namespace() + "/" + door.made().service();
    return door.cluster()
        .nodePortReadyAt(door.made().nodePort())
        .map(at -> at.plus(kernel.delays().of(DelayKind.TARGET_HEALTHY, subject)))
        .map(
            at ->
                at.isAfter(door.made().loadBalancer().activeAt())
                    ? at
                    : door.made().loadBalancer().activeAt());
  }

  // Born when the way to it opened, whoever asks first and when.
  private Optional<ControlPlane> plane(Door door, Instant openAt) {
    EksCluster host = door.cluster();
    String namespace = door.made().namespace();
    String etcd =
        host.server().store().list("persistentvolumeclaims", namespace).stream()
            .map(claim -> Trees.text(claim, "metadata", "uid"))
            .findFirst()
            .orElse("");
    if (etcd.isEmpty() || host.workloads().programReadyAt(namespace, "kube-apiserver").isEmpty()) {
      return Optional.empty();
    }
    planes
        .values()
        .removeIf(
            plane ->
                plane.host() == host
                    && plane.namespace().equals(namespace)
                    && !planes.containsKey(etcd));
    return Optional.of(
        planes.computeIfAbsent(
            etcd, key -> new ControlPlane(host, namespace, etcd, this, kernel.delays(), openAt)));
  }

  private Optional<TlsIdentity> doorIdentity(String serverName) {
    return kernel.locked(() -> behind(serverName, kernel.now()).flatMap(ControlPlane::identity));
  }

  private WireResponse serveDoor(WireRequest wire) {
    ApiRequest request = ApiRequest.of(wire);
    String host = wire.host();
    String name =
        kernel.locked(() -> door(host).map(door -> door.cluster().id().name()).orElse(""));
    return kernel.handle(
        new KubernetesCall(
            Entrance.KARMADA,
            "karmada:" + name,
            request,
            effects ->
                behind(host, effects.now())
                    .map(plane -> serve(plane, request, effects))
                    .orElseGet(WireResponse.Dropped::new)));
  }

  private static WireResponse serve(ControlPlane plane, ApiRequest request, Effects effects) {
    plane.host().settle(effects.now(), effects);
    return plane.server().serve(request, effects);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
