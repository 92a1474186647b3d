package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.LifeLine;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds Kubernetes clients that know nothing but what they are given: no kubeconfig of the
 * machine, no retries of their own (Temporal retries, and an operator sees it).
 */
final class Clients {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 15_000;
  private static final String LIVING = "living";

  /** One for all clients: what it learns of each type, it learns once. */
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final LifeLine lifeLine;
  private final Executor executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-", 0).factory());
  private final SharedExecutorFactory factory = new SharedExecutorFactory(executor);

  /**
   * @param lifeLine of the worker that calls
   */
  Clients(LifeLine lifeLine) {
    this.lifeLine = lifeLine;
  }

  /** A client that shows a bearer token, asked for at each request. */
  KubernetesClient withToken(Endpoint endpoint, Supplier<String> tokens) {
    return builder(
            base(endpoint).build(),
            http -> http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, new Bearer(tokens)))
        .build();
  }

  /**
   * A client that shows a certificate.
   *
   * @param keyPem of an EC key
   */
  KubernetesClient withCertificate(Endpoint endpoint, String certificatePem, String keyPem) {
    return builder(
            base(endpoint)
                .withClientCertData(base64(certificatePem))
                .withClientKeyData(base64(keyPem))
                .withClientKeyAlgo("EC")
                .build(),
            http -> {})
        .build();
  }

  private static ConfigBuilder base(Endpoint endpoint) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(endpoint.url())
        .withCaCertData(base64(endpoint.caPem()))
        .withConnectionTimeout(CONNECT_MILLIS)
        .withRequestTimeout(REQUEST_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .withUserAgent("fedctl");
  }

  private KubernetesClientBuilder builder(
      Config config, Consumer<io.fabric8.kubernetes.client.http.HttpClient.Builder> more) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(JSON)
        .withHttpClientFactory(factory)
        .withHttpClientBuilderConsumer(
            http -> {
              http.addOrReplaceInterceptor(LIVING, new Living(lifeLine));
              more.accept(http);
            })
        .withTaskExecutor(executor);
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Stands in the place of the client's own interceptor, which sends a refused request once more: a
   * look at a cluster that does not know the worker yet would count twice.
   */
  private record Bearer(Supplier<String> tokens) implements Interceptor {
    @Override
    public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
      headers.setHeader("Authorization", "Bearer " + tokens.get());
    }
  }

  /** Keeps a request from leaving when its worker has ended. */
  private record Living(LifeLine lifeLine) implements Interceptor {
    @Override
    public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
      if (lifeLine.isCut()) {
        throw new KubernetesClientException(
            "the worker has ended", new IOException("the worker has ended"));
      }
    }
  }

  /** One pool of threads for the clients of all clusters, instead of one for each. */
  private static final class SharedExecutorFactory extends JdkHttpClientFactory {
    private final Executor executor;

    SharedExecutorFactory(Executor executor) {
      this.executor = executor;
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
      return HttpClient.newBuilder().executor(executor);
    }
  }
}
