package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** kube-controller-manager for Karmada's own API; two of them elect a leader. */
final class KubeControllerManager {

  private static final String NAME = "kube-controller-manager";
  private static final int PORT = 10257;

  private KubeControllerManager() {}

  static List<HasMetadata> objects(Host host) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        Parts.withPort(Parts.service(host, NAME, Map.of("app", NAME)), "server", PORT, PORT));
    objects.addAll(
        Workload.of(
                host, NAME, Workload.Spread.RATHER_NODES, List.of(Parts.config(NAME), Parts.pki()))
            .deployment(
                Workload.PAIR,
                Parts.withPort(
                    Parts.container(
                            NAME, host.kubernetesImage(NAME), command(host), "100m", "128Mi")
                        .withLivenessProbe(Parts.probe("HTTPS", "/healthz", PORT, 10, 10, 15, 8))
                        .withVolumeMounts(Parts.mountedConfig(), Parts.mountedPki())
                        .build(),
                    "server",
                    PORT)));
    return objects;
  }

  private static List<String> command(Host host) {
    return List.of(
        "kube-controller-manager",
        "--allocate-node-cidrs=true",
        "--kubeconfig=/etc/karmada/config/karmada.config",
        "--authentication-kubeconfig=/etc/karmada/config/karmada.config",
        "--authorization-kubeconfig=/etc/karmada/config/karmada.config",
        "--bind-address=0.0.0.0",
        "--client-ca-file=/etc/karmada/pki/ca.crt",
        "--cluster-cidr=10.244.0.0/16",
        "--cluster-name=karmada-apiserver",
        "--cluster-signing-cert-file=/etc/karmada/pki/ca.crt",
        "--cluster-signing-key-file=/etc/karmada/pki/ca.key",
        "--controllers=namespace,garbagecollector,serviceaccount-token,ttl-after-finished,"
            + "bootstrapsigner,tokencleaner,csrcleaner,csrsigning,clusterrole-aggregation",
        "--leader-elect=true",
        "--leader-elect-resource-namespace=" + host.namespace(),
        "--node-cidr-mask-size=24",
        "--root-ca-file=/etc/karmada/pki/ca.crt",
        "--service-account-private-key-file=/etc/karmada/pki/karmada.key",
        "--service-cluster-ip-range=10.96.0.0/12",
        "--use-service-account-credentials=true",
        "--v=2");
  }
}
