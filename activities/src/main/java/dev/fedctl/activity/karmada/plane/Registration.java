package dev.fedctl.activity.karmada.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.karmada.plane.WebhookTable.Row;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import java.util.Base64;
import java.util.List;

/**
 * What makes Karmada's API servers ask the webhook and the aggregated API server of the host.
 *
 * @param namespace of the control plane, here as in the host
 * @param caPem the authority that signed what they serve with
 */
public record Registration(String namespace, String caPem) {

  /** The aggregated Cluster API. */
  public static final String API_SERVICE = "v1alpha1.cluster.karmada.io";

  private static final String WEBHOOK = "karmada-webhook";
  private static final String AGGREGATED = "karmada-aggregated-apiserver";

  /** In the order in which they are applied. */
  public List<HasMetadata> objects() {
    return List.of(
        system(),
        new MutatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName("mutating-config")
            .addToLabels("app", WEBHOOK)
            .endMetadata()
            .withWebhooks(WebhookTable.MUTATING.stream().map(this::mutating).toList())
            .build(),
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName("validating-config")
            .addToLabels("app", WEBHOOK)
            .endMetadata()
            .withWebhooks(WebhookTable.VALIDATING.stream().map(this::validating).toList())
            .build(),
        service(),
        apiService());
  }

  private Namespace system() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(namespace)
        .addToLabels("karmada.io/system", "true")
        .endMetadata()
        .build();
  }

  private MutatingWebhook mutating(Row row) {
    return new MutatingWebhookBuilder()
        .withName(row.name() + ".karmada.io")
        .withAdmissionReviewVersions("v1")
        .withClientConfig(client("mutate-" + row.path()))
        .withFailurePolicy("Fail")
        .withMatchPolicy("Equivalent")
        .withNamespaceSelector(new LabelSelector())
        .withObjectSelector(row.objects())
        .withReinvocationPolicy("Never")
        .withRules(rule(row))
        .withSideEffects(row.sideEffects())
        .withTimeoutSeconds(row.timeoutSeconds())
        .build();
  }

  private ValidatingWebhook validating(Row row) {
    return new ValidatingWebhookBuilder()
        .withName(row.name() + ".karmada.io")
        .withAdmissionReviewVersions("v1")
        .withClientConfig(client("validate-" + row.path()))
        .withFailurePolicy("Fail")
        .withMatchPolicy("Equivalent")
        .withNamespaceSelector(new LabelSelector())
        .withObjectSelector(row.objects())
        .withRules(rule(row))
        .withSideEffects(row.sideEffects())
        .withTimeoutSeconds(row.timeoutSeconds())
        .build();
  }

  private static RuleWithOperations rule(Row row) {
    return new RuleWithOperationsBuilder()
        .withApiGroups(row.group())
        .withApiVersions("*")
        .withOperations(row.operations())
        .withResources(row.resource())
        .withScope(row.scope())
        .build();
  }

  private WebhookClientConfig client(String path) {
    return new WebhookClientConfigBuilder()
        .withUrl("https://%s.%s.svc:443/%s".formatted(WEBHOOK, namespace, path))
        .withCaBundle(caBundle())
        .build();
  }

  /** Points out of Karmada's API, whose Services have no pods, into the host's DNS. */
  private Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(AGGREGATED)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withType("ExternalName")
        .withExternalName(AGGREGATED + "." + namespace + ".svc")
        .endSpec()
        .build();
  }

  private APIService apiService() {
    return new APIServiceBuilder()
        .withNewMetadata()
        .withName(API_SERVICE)
        .addToLabels("app", AGGREGATED)
        .addToLabels("apiserver", "true")
        .endMetadata()
        .withNewSpec()
        .withGroup("cluster.karmada.io")
        .withVersion("v1alpha1")
        .withGroupPriorityMinimum(2000)
        .withVersionPriority(10)
        .withCaBundle(caBundle())
        .withNewService()
        .withName(AGGREGATED)
        .withNamespace(namespace)
        .withPort(443)
        .endService()
        .endSpec()
        .build();
  }

  String caBundle() {
    return Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8));
  }
}
