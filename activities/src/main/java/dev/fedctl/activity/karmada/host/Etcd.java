package dev.fedctl.activity.karmada.host;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * etcd, one member per node and at most one more in a zone than in any other.
 *
 * <p>Three members come up only if all pods are made at once ({@code Parallel}) and find each other
 * before they are ready ({@code publishNotReadyAddresses}): readiness needs a quorum. Karmada's own
 * installers miss one or both.
 */
final class Etcd {

  /** The volume claim of member {@code i} is {@code etcd-data-etcd-i}. */
  static final String DATA = "etcd-data";

  private static final String NAME = "etcd";
  private static final String CERTIFICATES = "etcd-cert";

  /** As karmadactl has it: what etcd offers and Go holds safe, TLS 1.3 and ECDHE only. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private Etcd() {}

  static List<HasMetadata> objects(Host host) {
    Workload workload =
        Workload.of(
            host,
            NAME,
            Workload.Spread.ZONES,
            List.of(
                Parts.secret(CERTIFICATES, CERTIFICATES),
                new VolumeBuilder()
                    .withName("etcd-config")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build()));
    return List.of(service(host), statefulSet(host, workload), workload.budget());
  }

  private static Service service(Host host) {
    Service client =
        Parts.withPort(Parts.service(host, NAME, Map.of("app", NAME)), "client", 2379, 2379);
    return Parts.withPort(
        client.edit().editSpec().withClusterIP("None").withPublishNotReadyAddresses(true).endSpec(),
        "server",
        2380,
        2380);
  }

  private static StatefulSet statefulSet(Host host, Workload workload) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(host.namespace())
        .addToLabels("karmada.io/bootstrapping", "app-defaults")
        .endMetadata()
        .withNewSpec()
        .withReplicas(host.spec().etcd().replicas())
        .withPodManagementPolicy("Parallel")
        .withServiceName(NAME)
        .withNewSelector()
        .addToMatchLabels("app", NAME)
        .endSelector()
        // Deleting the StatefulSet by accident must not delete the federation's state.
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted("Retain")
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .withTemplate(workload.template(container(host)))
        .withVolumeClaimTemplates(claim(host))
        .endSpec()
        .build();
  }

  private static PersistentVolumeClaim claim(Host host) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(DATA)
        .addToLabels("karmada.io/bootstrapping", "pvc-defaults")
        .withAnnotations(host.claim().tags())
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(StorageClasses.NAME)
        .withNewResources()
        .addToRequests("storage", new Quantity(host.spec().etcd().storage()))
        .endResources()
        .endSpec()
        .build();
  }

  private static Container container(Host host) {
    Container container =
        Parts.container(NAME, host.etcdImage(), command(host), "200m", "256Mi")
            .addToEnv(Parts.field("POD_NAME", "metadata.name"), Parts.podIp())
            .withLivenessProbe(Parts.probe("HTTP", "/livez", 2381, 60, 10, 5, 3))
            .withReadinessProbe(Parts.probe("HTTP", "/readyz", 2381, 10, 5, 5, 30))
            .addToVolumeMounts(
                new VolumeMountBuilder()
                    .withName(DATA)
                    .withMountPath("/var/lib/karmada-etcd")
                    .build(),
                new VolumeMountBuilder().withName("etcd-config").withMountPath("/etc/etcd").build(),
                Parts.mount(CERTIFICATES, Host.PKI))
            .build();
    return Parts.withPort(
        Parts.withPort(Parts.withPort(container, "client", 2379), "server", 2380), "metrics", 2381);
  }

  private static List<String> command(Host host) {
    return List.of(
        "/usr/local/bin/etcd",
        "--name=$(POD_NAME)",
        "--listen-peer-urls=http://$(POD_IP):2380",
        "--listen-client-urls=https://$(POD_IP):2379,http://127.0.0.1:2379",
        "--listen-metrics-urls=http://$(POD_IP):2381",
        "--advertise-client-urls=https://$(POD_NAME).etcd."
            + host.namespace()
            + ".svc.cluster.local:2379",
        "--initial-cluster=" + members(host),
        "--initial-cluster-state=new",
        "--client-cert-auth=true",
        "--cert-file=/etc/karmada/pki/etcd-server.crt",
        "--key-file=/etc/karmada/pki/etcd-server.key",
        "--trusted-ca-file=/etc/karmada/pki/etcd-ca.crt",
        "--data-dir=/var/lib/karmada-etcd",
        "--cipher-suites=" + String.join(",", CIPHERS),
        // A constant token lets a dying member of an earlier installation join the new one.
        "--initial-cluster-token=" + host.claim().owner().generation(),
        "--initial-advertise-peer-urls=http://$(POD_IP):2380",
        "--peer-client-cert-auth=false",
        "--peer-trusted-ca-file=/etc/karmada/pki/etcd-ca.crt",
        "--peer-key-file=/etc/karmada/pki/etcd-server.key",
        "--peer-cert-file=/etc/karmada/pki/etcd-server.crt");
  }

  private static String members(Host host) {
    return IntStream.range(0, host.spec().etcd().replicas())
        .mapToObj(i -> "etcd-" + i + "=http://" + host.etcdMember(i) + ":2380")
        .collect(joining(","));
  }
}
