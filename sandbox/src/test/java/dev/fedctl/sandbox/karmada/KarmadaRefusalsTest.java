package dev.fedctl.sandbox.karmada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.kube.KubernetesUnderTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Locale;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Karmada 1.18.2 refuses on its own API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarmadaRefusalsTest {

  private static final String DEPLOYMENTS =
      "resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]";

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final KubernetesClient parent = cloud.client(KubernetesUnderTest.PARENT);
  private KubernetesClient karmada = parent;

  @BeforeAll
  void install() {
    Installation installation = new Installation(cloud, parent);
    installation.host();
    installation.etcd("Parallel", true);
    installation.components();
    installation.webhook();
    cloud.advance(37 + 34);
    parent.pods().inAnyNamespace().list();
    cloud.advance(80);
    karmada = installation.karmada("");
    installation.insideKarmada(karmada);
    cloud.advance(20);
  }

  @AfterAll
  void close() {
    karmada.close();
    parent.close();
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a-name-that-is-exactly-forty-nine-characters-long|syncMode: Push|metadata.name: Invalid value: \"a-name-that-is-exactly-forty-nine-characters-long\": must be no more than 48 characters",
        "Upper|syncMode: Push|metadata.name: Invalid value: \"Upper\": a lowercase RFC 1123",
        "a.b|syncMode: Push|metadata.name: Invalid value: \"a.b\": must not contain dots",
        "m|id: x|[spec.syncMode: Required value, spec.syncMode: Unsupported value: \"\": supported values: \"Pull\", \"Push\"]",
        "m|syncMode: Some|spec.syncMode: Unsupported value: \"Some\": supported values: \"Pull\", \"Push\"",
        "m|{syncMode: Push, secretRef: {name: s}}|spec.secretRef.namespace: Required value",
        "m|{syncMode: Push, secretRef: {namespace: n}}|spec.secretRef.name: Required value",
        "m|{syncMode: Push, impersonatorSecretRef: {namespace: n}}|spec.impersonatorSecretRef.name: Required value",
        "m|{syncMode: Push, apiEndpoint: 'https:///x'}|spec.apiEndpoint: Invalid value: \"\": host must be provided; desired format: hostname",
        "m|{syncMode: Push, apiEndpoint: 'https://a/?b=c'}|spec.apiEndpoint: Invalid value: \"b=c\": query parameters are not permitted in the URL",
        "m|{syncMode: Push, region: not ok}|spec.region: Invalid value: \"not ok\": a valid label must be",
        "m|{syncMode: Push, zone: a, zones: [b]}|spec.spec: Invalid value:",
      })
  void clusterIsRefused(String name, String spec, String why) {
    Status status = refusal(() -> create("cluster.karmada.io/v1alpha1", "Cluster", name, spec));

    assertThat(status.getCode()).isEqualTo(422);
    assertThat(status.getReason()).isEqualTo("Invalid");
    assertThat(status.getMessage())
        .startsWith("Cluster.cluster.karmada.io \"" + name + "\" is invalid: " + why);
  }

  @Test
  void clusterOfFortyEightCharactersIsTaken() {
    String name = "a-name-that-is-exactly-forty-eight-characters-ok";

    assertThat(create("cluster.karmada.io/v1alpha1", "Cluster", name, "syncMode: Push"))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PropagationPolicy|resourceSelectors: [{apiVersion: v1, kind: Secret, namespace: other}]|spec.resourceSelectors[0].namespace: Invalid value: \"other\": namespace of resource selector must be the same as the namespace of the policy",
        "PropagationPolicy|{preemption: Always, resourceSelectors: [{apiVersion: v1, kind: Secret}]}|spec.resourceSelectors[0].name: Invalid value: \"\": name cannot be empty if preemption is Always",
        "ClusterPropagationPolicy|{preemption: Always, resourceSelectors: [{apiVersion: v1, kind: Secret}]}|spec.resourceSelectors[0].name: Invalid value: \"\": name cannot be empty if preemption is Always",
        "PropagationPolicy|{resourceSelectors: [{apiVersion: v1, kind: Secret}], placement: {clusterAffinity: {clusterNames: [a]}, clusterAffinities: [{affinityName: a}]}}|spec.placement: Invalid value: {",
        "PropagationPolicy|{resourceSelectors: [{apiVersion: v1, kind: Secret}], placement: {clusterAffinities: [{affinityName: a}, {affinityName: a}]}}|spec.placement.clusterAffinities: Invalid value: [",
        "PropagationPolicy|{resourceSelectors: [{apiVersion: v1, kind: Secret}], placement: {clusterAffinity: {fieldSelector: {matchExpressions: [{key: name, operator: In, values: [a]}]}}}}|spec.placement.clusterAffinity.fieldSelector: Invalid value: {",
      })
  void policyIsDenied(String kind, String spec, String why) {
    Status status = refusal(() -> create("policy.karmada.io/v1alpha1", kind, "refused", spec));

    assertThat(status.getCode()).isEqualTo(403);
    assertThat(status.getReason()).isEqualTo("Forbidden");
    assertThat(status.getMessage())
        .startsWith(
            "admission webhook \""
                + kind.toLowerCase(Locale.ROOT)
                + ".karmada.io\" denied the request: "
                + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"spec\":{\"schedulerName\":\"other\"}}|the schedulerName should not be updated",
        "{\"metadata\":{\"labels\":{\"propagationpolicy.karmada.io/permanent-id\":\"mine\"}}}|label propagationpolicy.karmada.io/permanent-id is immutable, it can only be set by the system during creation"
      })
  void policyKeepsWhatMayNotChange(String patch, String why) {
    GenericKubernetesResource policy =
        create("policy.karmada.io/v1alpha1", "PropagationPolicy", "kept", DEPLOYMENTS);

    Status status =
        refusal(() -> karmada.resource(policy).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    karmada.resource(policy).delete();

    assertThat(status.getMessage())
        .isEqualTo("admission webhook \"propagationpolicy.karmada.io\" denied the request: " + why);
  }

  @Test
  void protectedThingIsNotDeletedUntilItsLabelIsGone() {
    GenericKubernetesResource map =
        Serialization.unmarshal(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, namespace: default, labels:"
                + " {resourcetemplate.karmada.io/deletion-protected: Always}}\n",
            GenericKubernetesResource.class);
    karmada.resource(map).create();

    Status status = refusal(() -> karmada.resource(map).delete());
    assertThat(status.getCode()).isEqualTo(403);
    assertThat(status.getMessage())
        .isEqualTo(
            "admission webhook \"resourcedeletionprotection.karmada.io\" denied the request: This"
                + " resource is protected, please make sure to remove the label:"
                + " resourcetemplate.karmada.io/deletion-protected");
    karmada
        .resource(map)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"resourcetemplate.karmada.io/deletion-protected\":null}}}");
    karmada.resource(map).delete();
    assertThat(karmada.resource(map).get()).isNull();
  }

  private GenericKubernetesResource create(
      String apiVersion, String kind, String name, String spec) {
    String place = kind.startsWith("Cluster") ? "" : ", namespace: default";
    String body = spec.startsWith("{") ? spec : "{" + spec + "}";
    return karmada
        .resource(
            Serialization.unmarshal(
                "apiVersion: %s\nkind: %s\nmetadata: {name: %s%s}\nspec: %s\n"
                    .formatted(apiVersion, kind, name, place, body),
                GenericKubernetesResource.class))
        .create();
  }

  private static Status refusal(ThrowingCallable call) {
    Status[] found = new Status[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(KubernetesClientException.class, e -> found[0] = e.getStatus());
    return Objects.requireNonNull(found[0]);
  }
}
