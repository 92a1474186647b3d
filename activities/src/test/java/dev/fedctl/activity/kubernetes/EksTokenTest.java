package dev.fedctl.activity.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.ClusterRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class EksTokenTest {

  private static final ClusterRef CLUSTER = new ClusterRef("eu-north-1", "guidance-parent");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final EksToken signer =
      new EksToken(
          StaticCredentialsProvider.create(
              AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "session")),
          (attempted, exception) -> exception,
          now::get);

  @Test
  void tokenIsAPresignedCallOfTheRegionsSts() {
    URI url = url(signer.token(CLUSTER));

    assertThat(url.getScheme()).isEqualTo("https");
    assertThat(url.getHost()).isEqualTo("sts.eu-north-1.amazonaws.com");
    assertThat(url.getPath()).isEqualTo("/");
    assertThat(url.getQuery())
        .contains(
            "Action=GetCallerIdentity",
            "Version=2011-06-15",
            "X-Amz-Date=20260101T000000Z",
            "X-Amz-Expires=60",
            "X-Amz-Security-Token=session",
            "X-Amz-SignedHeaders=host;x-k8s-aws-id",
            "X-Amz-Signature=")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "cn-north-1, sts.cn-north-1.amazonaws.com.cn",
    "us-gov-west-1, sts.us-gov-west-1.amazonaws.com"
  })
  void everyPartitionHasItsOwnSuffix(String region, String host) {
    assertThat(url(signer.token(new ClusterRef(region, "a")))).hasHost(host);
  }

  @Test
  void tokenIsUsedForTenMinutes() {
    String first = signer.token(CLUSTER);
    now.set(now.get().plus(Duration.ofMinutes(9)));
    String kept = signer.token(CLUSTER);
    now.set(now.get().plus(Duration.ofMinutes(1)));
    String next = signer.token(CLUSTER);

    assertThat(kept).isEqualTo(first);
    assertThat(next).isNotEqualTo(first);
  }

  @Test
  void forgottenTokenIsSignedAnew() {
    String first = signer.token(CLUSTER);
    now.set(now.get().plusSeconds(1));
    signer.forget(CLUSTER);

    assertThat(signer.token(CLUSTER)).isNotEqualTo(first);
  }

  @Test
  void clustersDoNotShareATokenAsTheirNameIsSigned() {
    assertThat(signer.token(CLUSTER))
        .isNotEqualTo(signer.token(new ClusterRef("eu-north-1", "guidance-member-1")));
  }

  private static URI url(String token) {
    assertThat(token).startsWith("k8s-aws-v1.").doesNotEndWith("=");
    byte[] url = Base64.getUrlDecoder().decode(token.substring("k8s-aws-v1.".length()));
    return URI.create(new String(url, UTF_8));
  }
}
