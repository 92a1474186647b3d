package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.LifeLine;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.StepOutcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * The APIs of EKS clusters. Clients are shared and kept, a bounded number of them; credentials are
 * made when they are needed and never leave this package.
 */
public final class ClusterApis {

  private static final int KEPT_OPEN = 64;
  private static final Duration USED_FOR = Duration.ofHours(1);

  private final ClusterEndpoints endpoints;
  private final TokenSigner signer;
  private final Clients builder;
  private final Leases<ClusterRef, KubernetesClient> clients;

  public ClusterApis(ClusterEndpoints endpoints, TokenSigner signer, InstantSource clock) {
    this(endpoints, signer, clock, new LifeLine());
  }

  /**
   * @param lifeLine of the worker that calls
   */
  public ClusterApis(
      ClusterEndpoints endpoints, TokenSigner signer, InstantSource clock, LifeLine lifeLine) {
    this.endpoints = endpoints;
    this.signer = signer;
    this.builder = new Clients(lifeLine);
    this.clients =
        new Leases<>(
            KEPT_OPEN,
            USED_FOR,
            clock,
            cluster -> builder.withToken(endpoints.find(cluster), () -> signer.token(cluster)),
            KubernetesClient::close);
  }

  /** Makes the clients of what runs in these clusters, too. */
  Clients builder() {
    return builder;
  }

  /**
   * Talks to a cluster of which something is to be removed; empty when EKS says that it is gone,
   * and all that was in it. A removal has to come to an end though the API may never answer again:
   * {@code instead} once it has not answered, or not let the worker in, for as long as {@link
   * StepOutcome#PATIENCE_WITH_AN_API} says, from the activity's first attempt on. Until then that
   * is UNAVAILABLE; other failures as in {@link #use}.
   *
   * @param instead is told what came back
   */
  public <T> Optional<T> useWhileReachable(
      ClusterRef cluster, Function<KubernetesClient, T> body, Function<String, T> instead) {
    if (!endpoints.stands(cluster)) {
      return Optional.empty();
    }
    String where = "cluster \"" + cluster.name() + "\"";
    return Optional.of(
        KubernetesFailures.translating(
            where,
            () -> {
              try {
                return raw(cluster, body);
              } catch (KubernetesClientException e) {
                return Unreached.givenUp(where, e, instead);
              }
            }));
  }

  /**
   * Talks to a cluster. Whatever goes wrong comes out as a failure of the kinds of this house.
   *
   * @param body may run twice (a refused token is renewed once), so it has to be idempotent
   */
  public <T> T use(ClusterRef cluster, Function<KubernetesClient, T> body) {
    return KubernetesFailures.translating(
        "cluster \"" + cluster.name() + "\"", () -> raw(cluster, body));
  }

  /** As {@link #use}, with failures as they come: for looks that read them as a state. */
  public <T> T raw(ClusterRef cluster, Function<KubernetesClient, T> body) {
    try {
      return once(cluster, body);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
        return once(cluster, body);
      }
      throw e;
    }
  }

  /** As {@link #raw}, for looks at a cluster that may not know the worker yet: one try. */
  <T> T once(ClusterRef cluster, Function<KubernetesClient, T> body) {
    try {
      return clients.use(cluster, body);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
        signer.forget(cluster);
      }
      if (KubernetesFailures.isTransport(e)) {
        // A cluster made anew under an old name has another endpoint and another authority.
        clients.drop(cluster);
      }
      throw e;
    }
  }
}
