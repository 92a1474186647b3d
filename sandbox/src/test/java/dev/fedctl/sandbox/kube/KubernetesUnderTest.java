package dev.fedctl.sandbox.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.ledger.Ledger;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.wire.LoopbackHost;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The Kubernetes half on a clock that stands still until it is told to go on. */
public final class KubernetesUnderTest implements AutoCloseable {

  public static final String PARENT = "parent";

  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  public final LoopbackHost host = LoopbackHost.claim(32443);
  public final PretendAws aws = new PretendAws(host.domain());
  public final Ledger ledger = new Ledger(row -> {});
  public final Kernel kernel;
  public final KubernetesHalf half;
  private final Map<String, KubernetesSide.Endpoint> endpoints = new HashMap<>();

  public KubernetesUnderTest(FaultRule... faults) {
    kernel = new Kernel(() -> now, Delays.fixed(), new FaultPlan(List.of(faults)), ledger);
    half = new KubernetesHalf(kernel, aws, host);
    cluster(PARENT);
  }

  public void advance(long seconds) {
    now = now.plusSeconds(seconds);
  }

  public static ClusterId id(String name) {
    return new ClusterId("111122223333", "eu-north-1", name, "1");
  }

  /** A cluster that is active from now on. */
  public void cluster(String name) {
    aws.active(id(name), now);
    endpoints.put(name, kernel.locked(() -> half.born(id(name), "1.35", now)));
  }

  public KubernetesSide.Endpoint endpoint(String cluster) {
    return Objects.requireNonNull(endpoints.get(cluster));
  }

  public KubernetesClient client(String cluster) {
    return client(cluster, token(cluster, PretendAws.SECRET));
  }

  public KubernetesClient client(String cluster, String token) {
    return open(
        new ConfigBuilder(Config.empty())
            .withMasterUrl(endpoint(cluster).endpoint())
            .withCaCertData(encoded(endpoint(cluster).certificateAuthority()))
            .withOauthToken(token)
            .build());
  }

  public static KubernetesClient open(Config config) {
    config.setRequestRetryBackoffLimit(0);
    config.setHttp2Disable(true);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  public static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** As {@code aws eks get-token} makes it. */
  public static String token(String cluster, String secret) {
    return token("x-k8s-aws-id", cluster, secret, Clock.systemUTC());
  }

  /** A token whose signature covers a header of any name, made at any time. */
  static String token(String header, String cluster, String secret, Clock clock) {
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host("sts.eu-north-1.amazonaws.com")
            .encodedPath("/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader(header, cluster)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(
                            AwsSessionCredentialsIdentity.create(
                                PretendAws.KEY_ID, secret, "session"))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-north-1")
                        .putProperty(
                            AwsV4HttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60))
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    String url = signed.request().getUri().toString();
    return "k8s-aws-v1."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(url.getBytes(UTF_8));
  }

  public List<LedgerRow> rows() {
    return kernel.locked(ledger::rows);
  }

  @Override
  public void close() {
    host.close();
  }
}
