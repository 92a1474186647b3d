package dev.fedctl.activity.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.contract.activity.ClusterRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;

/**
 * EKS's bearer token: a presigned STS GetCallerIdentity of the cluster's own region, with the
 * cluster's name as a signed header, in unpadded URL-safe Base64 behind {@code k8s-aws-v1.}
 *
 * <p>EKS accepts a token for 15 minutes from its signature (aws-iam-authenticator, {@code
 * maxTokenLifetime}); one is used for 10 minutes at most.
 */
public final class EksToken implements TokenSigner {

  private static final Duration USED_FOR = Duration.ofMinutes(10);
  private static final Duration PRESIGNED_FOR = Duration.ofSeconds(60);

  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final SdkFailures failures;
  private final InstantSource clock;
  private final Map<ClusterRef, Signed> tokens = new ConcurrentHashMap<>();

  /**
   * @param clock real time: STS refuses signatures that are minutes off
   */
  public EksToken(
      IdentityProvider<? extends AwsCredentialsIdentity> credentials,
      SdkFailures failures,
      InstantSource clock) {
    this.credentials = credentials;
    this.failures = failures;
    this.clock = clock;
  }

  @Override
  public String token(ClusterRef cluster) {
    Instant now = clock.instant();
    Signed known = tokens.get(cluster);
    if (known != null && now.isBefore(known.at().plus(USED_FOR))) {
      return known.token();
    }
    Signed fresh = new Signed(sign(cluster, now), now);
    tokens.put(cluster, fresh);
    return fresh.token();
  }

  @Override
  public void forget(ClusterRef cluster) {
    tokens.remove(cluster);
  }

  private String sign(ClusterRef cluster, Instant now) {
    Region region = Region.of(cluster.region());
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host("sts." + region.id() + "." + region.metadata().partition().dnsSuffix())
            // The authenticator refuses any other path, an empty one included.
            .encodedPath("/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader("x-k8s-aws-id", cluster.name())
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(identity(cluster))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                        .putProperty(
                            AwsV4HttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, PRESIGNED_FOR)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
    byte[] url = signed.request().getUri().toString().getBytes(UTF_8);
    return "k8s-aws-v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(url);
  }

  private AwsCredentialsIdentity identity(ClusterRef cluster) {
    try {
      return credentials.resolveIdentity().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SdkException sdk ? translated(cluster, sdk) : e;
    } catch (SdkException e) {
      throw translated(cluster, e);
    }
  }

  private RuntimeException translated(ClusterRef cluster, SdkException e) {
    return failures.translate("find credentials for cluster \"" + cluster.name() + "\"", e);
  }

  private record Signed(String token, Instant at) {}
}
