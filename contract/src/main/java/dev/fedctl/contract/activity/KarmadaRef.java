package dev.fedctl.contract.activity;

/**
 * One Karmada control plane. Its credentials are read from the Secrets of its host whenever they
 * are needed.
 *
 * @param host the cluster it runs on
 * @param namespace where it runs in its host
 * @param address DNS name of its load balancer
 * @param port of the load balancer's listener
 */
public record KarmadaRef(ClusterRef host, String namespace, String address, int port) {

  /** The namespace that karmadactl uses. */
  public static final String NAMESPACE = "karmada-system";
}
