package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Karmada's API servers, one per node: kube-apiserver behind a NodePort. */
final class ApiServer {

  private static final String NAME = "karmada-apiserver";
  private static final int PORT = 5443;

  private ApiServer() {}

  static List<HasMetadata> objects(Host host) {
    int replicas = host.spec().apiServer().replicas();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(service(host));
    objects.addAll(
        Workload.of(host, NAME, Workload.Spread.NODES, List.of(Parts.pki()))
            .deployment(
                replicas,
                Parts.withPort(
                    Parts.container(
                            NAME,
                            host.kubernetesImage("kube-apiserver"),
                            command(host, replicas),
                            "250m",
                            "512Mi")
                        .withLivenessProbe(Parts.probe("HTTPS", "/livez", PORT, 15, 30, 5, 3))
                        .withReadinessProbe(Parts.probe("HTTPS", "/readyz", PORT, 0, 5, 5, 3))
                        .withVolumeMounts(Parts.mountedPki())
                        .build(),
                    "server",
                    PORT)));
    return objects;
  }

  private static Service service(Host host) {
    Service service =
        Parts.withPort(Parts.service(host, NAME, Map.of("app", NAME)), "server", PORT, PORT);
    return service
        .edit()
        .editSpec()
        .withType("NodePort")
        .editFirstPort()
        .withNodePort(host.spec().endpoint().port())
        .endPort()
        .endSpec()
        .build();
  }

  private static List<String> command(Host host, int replicas) {
    return List.of(
        "kube-apiserver",
        "--allow-privileged=true",
        "--authorization-mode=Node,RBAC",
        "--client-ca-file=/etc/karmada/pki/ca.crt",
        "--enable-bootstrap-token-auth=true",
        "--etcd-cafile=/etc/karmada/pki/etcd-ca.crt",
        "--etcd-certfile=/etc/karmada/pki/etcd-client.crt",
        "--etcd-keyfile=/etc/karmada/pki/etcd-client.key",
        "--etcd-servers=" + host.etcdServers(),
        "--bind-address=0.0.0.0",
        "--disable-admission-plugins=StorageObjectInUseProtection,ServiceAccount",
        "--runtime-config=",
        "--apiserver-count=" + replicas,
        "--secure-port=" + PORT,
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-key-file=/etc/karmada/pki/karmada.key",
        "--service-account-signing-key-file=/etc/karmada/pki/karmada.key",
        "--service-cluster-ip-range=10.96.0.0/12",
        "--proxy-client-cert-file=/etc/karmada/pki/front-proxy-client.crt",
        "--proxy-client-key-file=/etc/karmada/pki/front-proxy-client.key",
        "--requestheader-allowed-names=front-proxy-client",
        "--requestheader-client-ca-file=/etc/karmada/pki/front-proxy-ca.crt",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-username-headers=X-Remote-User",
        "--tls-cert-file=/etc/karmada/pki/apiserver.crt",
        "--tls-private-key-file=/etc/karmada/pki/apiserver.key",
        "--tls-min-version=VersionTLS13",
        "--v=2");
  }
}
