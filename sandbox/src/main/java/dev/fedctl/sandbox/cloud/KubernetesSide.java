package dev.fedctl.sandbox.cloud;

import java.time.Instant;

/** What AWS asks of the Kubernetes half. All methods run under the kernel's lock. */
public interface KubernetesSide {

  /**
   * What DescribeCluster shows of an API server.
   *
   * @param endpoint an https address without a path
   * @param certificateAuthority PEM of the CA that signed its serving certificate
   */
  record Endpoint(String endpoint, String certificateAuthority) {}

  /** A cluster is being created; its API answers from {@code activeAt} on. */
  Endpoint born(ClusterId cluster, String kubernetesVersion, Instant activeAt);

  /** The cluster is gone with all that was in it. */
  void gone(ClusterId cluster);
}
