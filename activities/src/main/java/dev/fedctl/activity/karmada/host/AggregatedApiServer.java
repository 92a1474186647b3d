package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The aggregated API servers: Cluster objects, and the proxy to members. */
final class AggregatedApiServer {

  private static final String NAME = "karmada-aggregated-apiserver";
  private static final int PORT = 443;

  private AggregatedApiServer() {}

  static List<HasMetadata> objects(Host host) {
    Map<String, String> labels = Map.of("app", NAME, "apiserver", "true");
    Workload workload =
        new Workload(
            host,
            NAME,
            labels,
            Workload.Spread.RATHER_NODES,
            List.of(Parts.config(NAME), Parts.pki()));
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        Parts.service(host, NAME, labels)
            .editSpec()
            .addNewPort()
            .withProtocol("TCP")
            .withPort(PORT)
            .withNewTargetPort(PORT)
            .endPort()
            .endSpec()
            .build());
    objects.addAll(
        workload.deployment(
            Workload.PAIR,
            Parts.container(NAME, host.karmadaImage(NAME), command(host), "100m", "128Mi")
                .withEnv(Parts.podIp())
                .withLivenessProbe(Parts.probe("HTTPS", "/healthz", PORT, 10, 10, 15, 3))
                .withReadinessProbe(Parts.probe("HTTPS", "/readyz", PORT, 1, 3, 15, 3))
                .withVolumeMounts(Parts.mountedConfig(), Parts.mountedPki())
                .build()));
    return objects;
  }

  private static List<String> command(Host host) {
    return List.of(
        "/bin/karmada-aggregated-apiserver",
        "--kubeconfig=/etc/karmada/config/karmada.config",
        "--authentication-kubeconfig=/etc/karmada/config/karmada.config",
        "--authorization-kubeconfig=/etc/karmada/config/karmada.config",
        "--etcd-servers=" + host.etcdServers(),
        "--etcd-cafile=/etc/karmada/pki/etcd-ca.crt",
        "--etcd-certfile=/etc/karmada/pki/etcd-client.crt",
        "--etcd-keyfile=/etc/karmada/pki/etcd-client.key",
        "--tls-cert-file=/etc/karmada/pki/karmada.crt",
        "--tls-private-key-file=/etc/karmada/pki/karmada.key",
        "--tls-min-version=VersionTLS13",
        "--audit-log-path=-",
        "--audit-log-maxage=0",
        "--audit-log-maxbackup=0",
        "--bind-address=$(POD_IP)",
        "--v=2");
  }
}
