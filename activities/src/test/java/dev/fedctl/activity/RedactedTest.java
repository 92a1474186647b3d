package dev.fedctl.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN EC PRIVATE KEY-----\nSECRET\n-----END EC PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\\nSECRET",
        "k8s-aws-v1.SECRETaHR0cHM6Ly9zdHM",
        "eyJSECRET.eyJzdWIi.c2ln",
        "Authorization: Bearer SECRET",
        "https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=SECRET&X-Amz-Date=1",
        "GET /?x-amz-security-token=SECRET",
        "SECRETxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      })
  void secretIsTakenOut(String secret) {
    String text = Redacted.text("Invalid value: \"" + secret + "\": no");

    assertThat(text).startsWith("Invalid value").doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/apis/apps/v1/namespaces/karmada-system/deployments/karmada-aggregated-apiserver",
        "digest e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "arn:aws:elasticloadbalancing:eu-north-1:111122223333:loadbalancer/net/a1b2c3/0123456789abcdef",
        "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules",
      })
  void whatAPersonNeedsStays(String words) {
    assertThat(Redacted.text(words)).isEqualTo(words);
  }

  @Test
  void longWordsAreCut() {
    assertThat(Redacted.text("no ".repeat(1000))).hasSizeLessThan(510).endsWith("…");
  }
}
