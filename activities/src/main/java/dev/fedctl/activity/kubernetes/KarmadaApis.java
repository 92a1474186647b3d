package dev.fedctl.activity.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The APIs of Karmada control planes, reached through their load balancers as {@code system:admin}.
 * The credentials are read from the Secret in the host whenever a client is built, and kept in
 * memory only, for some minutes.
 */
public final class KarmadaApis {

  /** The Secret that karmadactl init keeps all certificates in. */
  public static final String CERTIFICATES = "karmada-cert";

  private static final int KEPT_OPEN = 8;
  private static final Duration USED_FOR = Duration.ofMinutes(5);

  private final ClusterApis hosts;
  private final Clients builder;
  private final Leases<KarmadaRef, KarmadaApi> apis;

  public KarmadaApis(ClusterApis hosts, InstantSource clock) {
    this.hosts = hosts;
    this.builder = hosts.builder();
    this.apis = new Leases<>(KEPT_OPEN, USED_FOR, clock, this::open, api -> api.client().close());
  }

  /**
   * One control plane's API.
   *
   * @param caPem the certificate of its authority: public, and what others need to trust it
   */
  public record KarmadaApi(KubernetesClient client, String caPem) {}

  /**
   * Talks to a control plane. Whatever goes wrong comes out as a failure of the kinds of this
   * house.
   *
   * @param body may run twice, so it has to be idempotent
   */
  public <T> T use(KarmadaRef karmada, Function<KarmadaApi, T> body) {
    return KubernetesFailures.translating(
        "Karmada of \"" + karmada.host().name() + "\"", () -> raw(karmada, body));
  }

  /**
   * Talks to a control plane of which something is to be removed; empty when it is gone: with its
   * host, with its namespace, or because it never came to have certificates. {@code instead} when
   * its host or its own API have not answered for so long as {@link ClusterApis#useWhileReachable}
   * says.
   */
  public <T> Optional<T> useWhileReachable(
      KarmadaRef karmada, Function<KarmadaApi, T> body, Function<String, T> instead) {
    return hosts
        .useWhileReachable(
            karmada.host(),
            client -> stands(client, karmada) ? Host.STANDS : Host.HAS_NONE,
            why -> Host.UNREACHED)
        .flatMap(
            host ->
                switch (host) {
                  case STANDS -> Optional.of(useOr(karmada, body, instead));
                  case HAS_NONE -> Optional.empty();
                  case UNREACHED -> Optional.of(instead.apply(karmada.host().name()));
                });
  }

  private enum Host {
    STANDS,
    HAS_NONE,
    UNREACHED
  }

  private static boolean stands(KubernetesClient client, KarmadaRef karmada) {
    Namespace namespace = client.namespaces().withName(karmada.namespace()).get();
    return namespace != null
        && namespace.getMetadata().getDeletionTimestamp() == null
        && certificates(client, karmada).get() != null;
  }

  private <T> T useOr(
      KarmadaRef karmada, Function<KarmadaApi, T> body, Function<String, T> instead) {
    String where = "Karmada of \"" + karmada.host().name() + "\"";
    return KubernetesFailures.translating(
        where,
        () -> {
          try {
            return raw(karmada, body);
          } catch (KubernetesClientException e) {
            return Unreached.givenUp(where, e, instead);
          }
        });
  }

  /**
   * Looks at something of a control plane. While it does not answer, or does not know what is asked
   * for, that is a state: its load balancer, its aggregated API and its webhook come one by one.
   */
  public <T> Look<T> look(KarmadaRef karmada, Function<KarmadaApi, Look<T>> body) {
    return use(
        karmada,
        api -> {
          try {
            return body.apply(api);
          } catch (KubernetesClientException e) {
            if (!KubernetesFailures.isPassing(e)) {
              throw e;
            }
            return Look.notYet(
                "Karmada answers: " + KubernetesFailures.brief(e),
                "look at Karmada's pods in namespace \"%s\" of \"%s\", then retry"
                    .formatted(karmada.namespace(), karmada.host().name()));
          }
        });
  }

  /** As {@link #use}, with failures as they come: for looks that read them as a state. */
  public <T> T raw(KarmadaRef karmada, Function<KarmadaApi, T> body) {
    try {
      return apis.use(karmada, body);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
        apis.drop(karmada);
        return apis.use(karmada, body);
      }
      if (KubernetesFailures.isTransport(e)) {
        apis.drop(karmada);
      }
      throw e;
    }
  }

  private KarmadaApi open(KarmadaRef karmada) {
    Secret secret = hosts.use(karmada.host(), client -> certificates(client, karmada).get());
    if (secret == null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.EVENTUAL,
              "Secret \"%s/%s\" does not exist".formatted(karmada.namespace(), CERTIFICATES),
              "retry the step that makes Karmada's certificates"));
    }
    String caPem = text(secret.getData(), "ca.crt");
    Endpoint endpoint = new Endpoint("https://" + karmada.address() + ":" + karmada.port(), caPem);
    return new KarmadaApi(
        builder.withCertificate(
            endpoint, text(secret.getData(), "karmada.crt"), text(secret.getData(), "karmada.key")),
        caPem);
  }

  private static Resource<Secret> certificates(KubernetesClient client, KarmadaRef karmada) {
    return client.secrets().inNamespace(karmada.namespace()).withName(CERTIFICATES);
  }

  private static String text(Map<String, String> data, String key) {
    String value = data == null ? null : data.get(key);
    if (value == null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.UNEXPECTED_STATE,
              "Secret \"%s\" has no key %s".formatted(CERTIFICATES, key),
              "restore the Secret, then retry"));
    }
    return new String(Base64.getDecoder().decode(value), UTF_8);
  }
}
