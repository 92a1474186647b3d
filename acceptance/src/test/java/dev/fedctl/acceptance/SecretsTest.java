package dev.fedctl.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN EC PRIVATE KEY-----",
        "token k8s-aws-v1.aHR0cHM6Ly9zdHM",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2ln",
        "https://sts.amazonaws.com/?X-Amz-Signature=00",
        "client-key-data: abc"
      })
  void plantedSecretIsFound(String secret) {
    assertThat(Secrets.in(("{\"message\": \"" + secret + "\"}").getBytes(UTF_8))).isPresent();
  }

  @Test
  void plantedSecretIsFoundInBase64() {
    String encoded =
        Base64.getEncoder().encodeToString("-----BEGIN CERTIFICATE-----\nMIIB".getBytes(UTF_8));

    assertThat(Secrets.in(encoded.getBytes(UTF_8))).isPresent();
  }

  @Test
  void referencesAndFingerprintsAreNoSecrets() {
    String harmless =
        "Secret \"karmada-cert\" sha256 9f86d081884c7d65 arn:aws:iam::111122223333:role/fedctl";

    assertThat(Secrets.in(harmless.getBytes(UTF_8))).isEmpty();
  }
}
