package dev.fedctl.sandbox.kube;

import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.admission.ServiceAddresses;
import dev.fedctl.sandbox.kube.admission.UnreachableWebhooks;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.api.ResourceRegistry;
import dev.fedctl.sandbox.kube.auth.AccessEntries;
import dev.fedctl.sandbox.kube.auth.Rbac;
import dev.fedctl.sandbox.kube.auth.Secrets;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.controller.Cluster;
import dev.fedctl.sandbox.kube.controller.DaemonSets;
import dev.fedctl.sandbox.kube.controller.Definitions;
import dev.fedctl.sandbox.kube.controller.EndpointLists;
import dev.fedctl.sandbox.kube.controller.LoadBalancers;
import dev.fedctl.sandbox.kube.controller.Namespaces;
import dev.fedctl.sandbox.kube.controller.Nodes;
import dev.fedctl.sandbox.kube.controller.Workloads;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.tls.TlsIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Kubernetes side of one EKS cluster: its API server and the controllers in and behind it. */
public final class EksCluster {

  private static final String NETWORK = "10.100";

  private final ClusterId id;
  private final AwsSide aws;
  private final String host;
  private final Secrets secrets;
  private final Secrets.Identity identity;
  private final ApiServer server;
  private final LoadBalancers loadBalancers;
  private final Workloads workloads;
  private final Namespaces namespaces;
  private final List<Controllers> controllers;

  public EksCluster(
      ClusterId id,
      AwsSide aws,
      Delays delays,
      Secrets secrets,
      String host,
      String version,
      Instant activeAt) {
    this.id = id;
    this.aws = aws;
    this.host = host;
    this.secrets = secrets;
    this.identity = secrets.identity(id.toString(), host);
    ObjectStore store = new ObjectStore();
    AccessEntries entries = new AccessEntries(id, aws);
    Rbac rbac = new Rbac(store);
    this.server =
        new ApiServer(
            new ApiServer.Parts(
                id.name(),
                gitVersion(version),
                store,
                new ResourceRegistry(),
                new Identities(id.toString()),
                new ServiceAccountTokens(store, secrets),
                List.of(entries),
                (user, wish, now) ->
                    rbac.allows(user, wish, now) || entries.allows(user, wish, now)));
    Cluster cluster = new Cluster(id, server, aws, delays, identity.authority());
    server.admission(new ServiceAddresses(store, NETWORK));
    server.admission(new UnreachableWebhooks(store));
    this.loadBalancers = new LoadBalancers(cluster);
    this.workloads = new Workloads(cluster);
    this.namespaces = new Namespaces(server, identity.authority(), true);
    this.controllers =
        List.of(
            namespaces,
            new Nodes(cluster),
            new Definitions(server, delays),
            loadBalancers,
            workloads,
            new DaemonSets(cluster),
            new EndpointLists(cluster));
    server.controllers(this::settle);
    Seeds seeds = new Seeds(server, activeAt);
    seeds.common();
    seeds.eks(NETWORK);
    aws.storageClasses().forEach(seeds::storageClass);
  }

  private static String gitVersion(String version) {
    return "v" + version + ".0-eks-sandbox";
  }

  /** Brings the cluster to what its controllers would have made of it by now. */
  public void settle(Instant now, Effects effects) {
    controllers.forEach(controller -> controller.settle(now, effects));
    // What has lost its finalizers just now was the last in its namespace, as often as not.
    namespaces.settle(now, effects);
  }

  public ClusterId id() {
    return id;
  }

  public ApiServer server() {
    return server;
  }

  /** The endpoint's server name, lower case. */
  public String host() {
    return host;
  }

  public String certificateAuthority() {
    return identity.authority();
  }

  public TlsIdentity identity() {
    return identity.serving();
  }

  public Secrets secrets() {
    return secrets;
  }

  public LoadBalancers loadBalancers() {
    return loadBalancers;
  }

  public Workloads workloads() {
    return workloads;
  }

  /** Whether the API server answers. */
  public boolean isUp(Instant now) {
    return aws.activeAt(id).filter(at -> !at.isAfter(now)).isPresent();
  }

  /** When a Service with that node port has its first ready pod. */
  public Optional<Instant> nodePortReadyAt(int nodePort) {
    for (var service : server.store().list("services", "")) {
      for (var port : Trees.at(service, "spec", "ports")) {
        if (port.path("nodePort").asInt() == nodePort) {
          return workloads.firstReady(
              Trees.text(service, "metadata", "namespace"), Trees.at(service, "spec", "selector"));
        }
      }
    }
    return Optional.empty();
  }
}
