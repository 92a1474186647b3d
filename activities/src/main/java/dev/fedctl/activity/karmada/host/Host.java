package dev.fedctl.activity.karmada.host;

import static java.util.stream.Collectors.joining;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.spec.KarmadaSpec;
import java.util.stream.IntStream;

/**
 * What the objects depend on.
 *
 * @param namespace of the control plane
 * @param claim on etcd's volumes, and by its generation on its members: another life's must never
 *     be taken for ours
 */
public record Host(String namespace, KarmadaSpec spec, Claim claim) {

  /** What karmadactl 1.18 installs; these versions are tested together by Karmada's project. */
  private static final String ETCD = "registry.k8s.io/etcd:3.6.6-0";

  private static final String KUBERNETES = "v1.35.2";

  static final String CONFIG = "/etc/karmada/config";
  static final String PKI = "/etc/karmada/pki";

  String etcdImage() {
    return ETCD;
  }

  String kubernetesImage(String component) {
    return "registry.k8s.io/" + component + ":" + KUBERNETES;
  }

  String karmadaImage(String component) {
    return "docker.io/karmada/" + component + ":" + spec.version();
  }

  /** The DNS name of an etcd member, resolvable before it is ready. */
  String etcdMember(int i) {
    return "etcd-" + i + ".etcd." + namespace + ".svc.cluster.local";
  }

  String etcdServers() {
    return IntStream.range(0, spec.etcd().replicas())
        .mapToObj(i -> "https://" + etcdMember(i) + ":2379")
        .collect(joining(","));
  }
}
