package dev.fedctl.activity.karmada.pki;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that the serving certificates are valid for.
 *
 * @param namespace of the control plane in its host
 * @param address DNS name of the load balancer, in full: a wildcard would make every load balancer
 *     of the region trusted
 * @param etcdReplicas how many etcd members there are
 */
public record Names(String namespace, String address, int etcdReplicas) {

  private static final String DOMAIN = "svc.cluster.local";

  /** DNS names of a leaf; 127.0.0.1 goes with them. Empty for one that only shows itself. */
  Set<String> dns(Leaf leaf) {
    return switch (leaf) {
      case KARMADA, API_SERVER -> karmada();
      case ETCD_SERVER -> etcd();
      case FRONT_PROXY_CLIENT, ETCD_CLIENT -> Set.of();
    };
  }

  private Set<String> karmada() {
    Set<String> names =
        new TreeSet<>(
            List.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "karmada-apiserver",
                "karmada-webhook",
                "karmada-aggregated-apiserver",
                "karmada-webhook." + namespace + ".svc",
                "*." + namespace + ".svc",
                "*." + namespace + "." + DOMAIN,
                address));
    Stream.of("karmada-apiserver", "karmada-webhook", "karmada-aggregated-apiserver")
        .map(service -> service + "." + namespace + "." + DOMAIN)
        .forEach(names::add);
    return names;
  }

  private Set<String> etcd() {
    Set<String> names = new TreeSet<>(Set.of("localhost"));
    IntStream.range(0, etcdReplicas)
        .mapToObj(i -> "etcd-" + i + ".etcd." + namespace + "." + DOMAIN)
        .forEach(names::add);
    return names;
  }
}
