package dev.fedctl.activity.karmada.pki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PkiTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Names NAMES =
      new Names("karmada-system", "a1-0123456789abcdef.elb.eu-north-1.amazonaws.com", 3);

  private final Pki pki = Pki.create(NAMES, NOW);

  @ParameterizedTest
  @EnumSource
  void leafIsSignedByItsAuthority(Leaf leaf) {
    PublicKey authority = pki.pair(leaf.authority()).certificate().getPublicKey();

    assertThatCode(() -> pki.pair(leaf).certificate().verify(authority)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void authorityMaySignAndLastsTenYears(Authority authority) {
    X509Certificate certificate = pki.pair(authority).certificate();

    assertThat(certificate.getBasicConstraints()).isNotNegative();
    assertThat(certificate.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
  }

  @ParameterizedTest
  @EnumSource
  void leafMayNotSignAndLastsAYear(Leaf leaf) {
    X509Certificate certificate = pki.pair(leaf).certificate();

    assertThat(certificate.getBasicConstraints()).isNegative();
    assertThat(certificate.getNotBefore().toInstant()).isBefore(NOW);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  @Test
  void adminIsInTheGroupOfMasters() {
    assertThat(pki.pair(Leaf.KARMADA).certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=system:admin,O=system:masters");
  }

  @Test
  void apiServerIsValidForTheLoadBalancerAndTheServices() throws Exception {
    assertThat(names(Leaf.API_SERVER))
        .contains(
            "a1-0123456789abcdef.elb.eu-north-1.amazonaws.com",
            "karmada-apiserver.karmada-system.svc.cluster.local",
            "karmada-aggregated-apiserver",
            "*.karmada-system.svc",
            "localhost",
            "127.0.0.1")
        .noneMatch(name -> name.startsWith("*.elb"));
  }

  @Test
  void etcdIsValidForItsMembers() throws Exception {
    assertThat(names(Leaf.ETCD_SERVER))
        .contains(
            "etcd-0.etcd.karmada-system.svc.cluster.local",
            "etcd-2.etcd.karmada-system.svc.cluster.local",
            "127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void keyBelongsToItsCertificate(Leaf leaf) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pki.pair(leaf).key());
    signature.update("words".getBytes(UTF_8));
    byte[] signed = signature.sign();

    signature.initVerify(pki.pair(leaf).certificate());
    signature.update("words".getBytes(UTF_8));
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void keysAreInTheOneFormThatTheTokenAuthenticatorReads() {
    assertThat(text(pki.data(), "karmada.key")).startsWith("-----BEGIN EC PRIVATE KEY-----");
  }

  @Test
  void whatIsReadBackIsTheSame() throws IOException {
    assertThat(Pki.read(pki.data()).data()).isEqualTo(pki.data());
  }

  @Test
  void dataWithoutAKeyIsRefused() {
    Map<String, String> data = new TreeMap<>(pki.data());
    data.remove("ca.key");

    assertThatThrownBy(() -> Pki.read(data))
        .isInstanceOf(IOException.class)
        .hasMessage("no ca.key");
  }

  @Test
  void servesUntilAMonthBeforeTheEnd() {
    assertThat(pki.serves(NAMES, NOW.plus(Duration.ofDays(334)))).isTrue();
    assertThat(pki.serves(NAMES, NOW.plus(Duration.ofDays(336)))).isFalse();
  }

  @Test
  void anotherAddressIsNotServed() {
    assertThat(pki.serves(new Names("karmada-system", "other.elb.amazonaws.com", 3), NOW))
        .isFalse();
  }

  @Test
  void renewalKeepsAuthoritiesAndKeys() {
    Names elsewhere = new Names("karmada-system", "other.elb.amazonaws.com", 3);

    Pki renewed = pki.renewed(elsewhere, NOW.plus(Duration.ofDays(300)));

    assertThat(renewed.serves(elsewhere, NOW.plus(Duration.ofDays(600)))).isTrue();
    assertThat(renewed.caFingerprint()).isEqualTo(pki.caFingerprint());
    assertThat(renewed.data().get("karmada.key")).isEqualTo(pki.data().get("karmada.key"));
    assertThat(renewed.data().get("karmada.crt")).isNotEqualTo(pki.data().get("karmada.crt"));
  }

  @Test
  void sameRootGivesTheSameSecrets() throws IOException {
    List<Secret> once = PkiSecrets.derived("karmada-system", pki);
    List<Secret> again = PkiSecrets.derived("karmada-system", Pki.read(pki.data()));

    assertThat(again).isEqualTo(once).hasSize(10);
  }

  @Test
  void printsNothingOfItself() {
    assertThat(pki.toString() + pki.pair(Leaf.KARMADA)).doesNotContain("BEGIN");
  }

  private List<String> names(Leaf leaf) throws Exception {
    return pki.pair(leaf).certificate().getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(Objects.requireNonNull(data.get(key))), UTF_8);
  }
}
