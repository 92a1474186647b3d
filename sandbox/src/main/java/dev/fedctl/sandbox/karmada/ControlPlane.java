package dev.fedctl.sandbox.karmada;

import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.Seeds;
import dev.fedctl.sandbox.kube.admission.ServiceAddresses;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.api.ResourceRegistry;
import dev.fedctl.sandbox.kube.auth.ClientCertificates;
import dev.fedctl.sandbox.kube.auth.Rbac;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.controller.Definitions;
import dev.fedctl.sandbox.kube.controller.Namespaces;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One Karmada: the API server that its host runs, with everything that works on it. */
public final class ControlPlane {

  private static final String GIT_VERSION = "v1.35.2";

  private final HostComponents components;
  private final ApiServer server;
  private final ClusterController clusters;
  private final ApiServices apiServices;
  private final Namespaces namespaces;
  private final List<Controllers> controllers;

  /** {@code etcd}: tells the data of one life of it from another's. */
  public ControlPlane(
      EksCluster host, String namespace, String etcd, Members members, Delays delays, Instant now) {
    this.components = new HostComponents(host, namespace);
    ObjectStore store = new ObjectStore();
    this.server =
        new ApiServer(
            new ApiServer.Parts(
                "karmada:" + host.id().name(),
                GIT_VERSION,
                store,
                new ResourceRegistry(),
                new Identities(etcd),
                new ServiceAccountTokens(store, host.secrets()),
                List.of(new ClientCertificates(() -> components.certificate("ca.crt"))),
                new Rbac(store)));
    server.admission(new ServiceAddresses(store, "10.96"));
    server.admission(new ClusterApi());
    server.admission(new Webhooks(store, components));
    server.extension(new MemberProxy(server, members));
    this.clusters = new ClusterController(server, components, members, delays);
    store.listen(clusters::note);
    this.apiServices = new ApiServices(server, components, delays);
    this.namespaces = new Namespaces(server, components.certificate("ca.crt"), false);
    this.controllers =
        List.of(
            new Definitions(server, delays),
            apiServices,
            clusters,
            new Propagation(server, components, members, delays, clusters::readyAt));
    server.controllers(this::settle);
    new Seeds(server, now).common();
  }

  /** Brings Karmada, as far as it runs, to what it would have made of its objects by now. */
  public void settle(Instant now, Effects effects) {
    if (components.isReady(HostComponents.API_SERVER, now)) {
      if (components.isReady(HostComponents.KUBERNETES_CONTROLLERS, now)) {
        namespaces.settle(now, effects);
      } else {
        namespaces.activate();
      }
      controllers.forEach(controller -> controller.settle(now, effects));
    }
  }

  /** Something in an EKS cluster, or the cluster itself, changed. */
  public void memberChanged(EksCluster member) {
    clusters.memberChanged(member);
  }

  public ApiServer server() {
    return server;
  }

  public EksCluster host() {
    return components.host();
  }

  public String namespace() {
    return components.namespace();
  }

  /** When the first API server is ready inside the host. */
  public Optional<Instant> apiReadyAt() {
    return components.readyAt(HostComponents.API_SERVER);
  }

  /** When a member is, or will be, Ready. */
  public Optional<Instant> memberReadyAt(String cluster) {
    return clusters.readyAt(cluster);
  }

  /** When the Cluster API is, or will be, served. */
  public Optional<Instant> clusterApiAt() {
    return apiServices.availableAt();
  }

  /** What it presents to clients. */
  public Optional<TlsIdentity> identity() {
    return components.identity();
  }
}
