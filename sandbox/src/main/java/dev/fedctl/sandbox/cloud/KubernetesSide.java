package dev.fedctl.sandbox.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /**
   * When something answers on that port of the cluster's nodes: a Service of it has ready backends.
   * Empty when there is none; may lie in the future.
   */
  Optional<Instant> nodePortReadyAt(ClusterId cluster, int nodePort);

  /** The cluster is gone with all that was in it. */
  void gone(ClusterId cluster);

  /** Carries out once more a request that came in here in an earlier life of the process. */
  default void again(Arrival arrival) {
    throw new UnsupportedOperationException("this half keeps nothing");
  }

  /** What stands in all API servers, by {@code <server>/<resource>/<namespace>/<name>}. */
  default SortedMap<String, ObjectNode> objects() {
    return new TreeMap<>();
  }

  /**
   * When each object that carries {@code fedctl.dev/resource} became, or becomes, what was asked
   * for; rows of the ledger, written when it is closed.
   */
  default List<LedgerRow.Ready> readiness() {
    return List.of();
  }
}
