package dev.fedctl.activity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesFailuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | the body is not an object | INTERNAL",
        "401 | Unauthorized | EXPIRED_CREDENTIALS",
        "403 | secrets is forbidden: User \"x\" cannot create resource | DENIED",
        "403 | pods \"a\" is forbidden: exceeded quota: q | QUOTA",
        "403 | unable to create new content in namespace a because it is being terminated | EVENTUAL",
        "404 | namespaces \"karmada-system\" not found | EVENTUAL",
        "409 | the object has been modified | EVENTUAL",
        "422 | spec.ports[0].nodePort: Invalid value: 32443: provided port is already allocated | CONFLICT",
        "422 | spec: Forbidden: updates to statefulset spec are forbidden | CONFLICT",
        "422 | parameters: field is immutable | CONFLICT",
        "422 | spec.replicas: Invalid value: -1 | INTERNAL",
        "429 | too many requests | THROTTLED",
        "500 | failed calling webhook \"propagationpolicy.karmada.io\": connection refused | UNAVAILABLE",
        "503 | the server is currently unable to handle the request | UNAVAILABLE",
        "504 | timeout | UNAVAILABLE",
      })
  void answerHasItsKind(int code, String message, FailureKind kind) {
    FailureFacts facts = KubernetesFailures.facts("cluster \"a\"", answer(code, message));

    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.message()).contains("cluster \"a\"", Integer.toString(code), message);
    assertThat(facts.code()).contains(Integer.toString(code));
    assertThat(facts.advice()).isNotBlank();
  }

  static Stream<Arguments> silence() {
    return Stream.of(
        Arguments.of(new UnknownHostException("x"), "its name does not resolve"),
        Arguments.of(new ConnectException("Connection refused"), "no connection"),
        Arguments.of(new HttpTimeoutException("late"), "no answer in time"),
        Arguments.of(new SSLHandshakeException("PKIX"), "TLS failed"));
  }

  @ParameterizedTest
  @MethodSource("silence")
  void noAnswerIsUnavailable(IOException cause, String words) {
    FailureFacts facts =
        KubernetesFailures.facts(
            "cluster \"a\"", new KubernetesClientException("An error has occurred.", cause));

    assertThat(facts.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(facts.message()).contains(words);
  }

  /** Its require() says that a thing is not there whenever it was not told that it is. */
  @Test
  void lostConnectionIsNotTakenForAnAbsentThing() {
    KubernetesClientException lost =
        new KubernetesClientException(
            "An error has occurred.", new ConnectException("Connection refused"));

    FailureFacts facts =
        KubernetesFailures.factsOf(
            "cluster \"a\"", new ResourceNotFoundException("Resource not found : x", lost));

    assertThat(facts.kind()).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void secretInAnAnswerDoesNotComeOut() {
    FailureFacts facts =
        KubernetesFailures.facts(
            "cluster \"a\"",
            answer(422, "data: Invalid value: \"-----BEGIN EC PRIVATE KEY-----\nSECRET\""));

    assertThat(facts.toString()).doesNotContain("SECRET");
  }

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        "Failure executing: PATCH at: https://x/api. Message: " + message,
        code,
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
