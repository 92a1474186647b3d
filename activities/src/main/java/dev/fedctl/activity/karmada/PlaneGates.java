package dev.fedctl.activity.karmada;

import static java.util.stream.Collectors.joining;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.karmada.plane.Registration;
import dev.fedctl.activity.kubernetes.KarmadaApis.KarmadaApi;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.activity.kubernetes.Lists;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsObserved;
import dev.fedctl.contract.activity.KarmadaRef;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;
import java.util.Map;

/** When Karmada's own API is ready, gate by gate. */
final class PlaneGates {

  /** On each definition: the digest of the archive that it came from. */
  static final String DIGEST = "fedctl.dev/crds-sha256";

  private PlaneGates() {}

  static Look<CrdsObserved> crds(KarmadaApi api, CrdsObserved applied) {
    List<CustomResourceDefinition> ours =
        api.client().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(crd -> applied.sha256().equals(digest(crd)))
            .toList();
    List<CustomResourceDefinition> waiting =
        ours.stream().filter(crd -> !is(crd, "Established") || !is(crd, "NamesAccepted")).toList();
    if (ours.size() >= applied.definitions() && waiting.isEmpty()) {
      return Look.ready(applied);
    }
    return Look.notYet(
        "%d of %d definitions are established%s"
            .formatted(
                ours.size() - waiting.size(),
                applied.definitions(),
                waiting.stream()
                    .map(crd -> crd.getMetadata().getName())
                    .limit(3)
                    .collect(joining(", ", waiting.isEmpty() ? "" : "; waiting for ", ""))),
        "look at the conditions of these definitions in Karmada's API, then retry");
  }

  static Look<KarmadaRef> registration(KarmadaApi api, KarmadaRef karmada) {
    APIService service = api.client().apiServices().withName(Registration.API_SERVICE).get();
    if (service == null) {
      return Look.notYet(
          "APIService " + Registration.API_SERVICE + " does not exist",
          "retry the step that makes it");
    }
    List<APIServiceCondition> conditions =
        service.getStatus() == null
            ? List.of()
            : Lists.orEmpty(service.getStatus().getConditions());
    return conditions.stream()
        .filter(condition -> "Available".equals(condition.getType()))
        .findFirst()
        .filter(condition -> !"True".equals(condition.getStatus()))
        .map(
            condition ->
                Look.<KarmadaRef>notYet(
                    "the Cluster API is not available: %s %s"
                        .formatted(condition.getReason(), condition.getMessage()),
                    "look at the pods with label app=karmada-aggregated-apiserver, then retry"))
        .orElseGet(
            () ->
                conditions.isEmpty()
                    ? Look.notYet("the Cluster API was not looked at yet", "wait, or retry")
                    : Look.ready(karmada));
  }

  /** Reads through the aggregated API, then has the webhooks judge a policy that is never kept. */
  static Look<KarmadaRef> works(KarmadaApi api, KarmadaRef karmada) {
    api.client()
        .genericKubernetesResources(Kinds.CLUSTER.context())
        .list(new ListOptionsBuilder().withLimit(1L).build());
    api.client()
        .genericKubernetesResources(Kinds.PROPAGATION_POLICY.context())
        .inNamespace("default")
        .resource(dryRunPolicy())
        .dryRun(true)
        .create();
    return Look.ready(karmada);
  }

  private static GenericKubernetesResource dryRunPolicy() {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(Kinds.PROPAGATION_POLICY.apiVersion())
        .withKind(Kinds.PROPAGATION_POLICY.kind())
        .withNewMetadata()
        .withName("fedctl-dry-run")
        .withNamespace("default")
        .endMetadata()
        .addToAdditionalProperties(
            "spec",
            Map.of(
                "resourceSelectors",
                List.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", "fedctl-dry-run"))))
        .build();
  }

  private static String digest(CustomResourceDefinition crd) {
    Map<String, String> annotations = crd.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(DIGEST, "");
  }

  private static boolean is(CustomResourceDefinition crd, String type) {
    return crd.getStatus() != null
        && Lists.orEmpty(crd.getStatus().getConditions()).stream()
            .anyMatch(
                condition ->
                    type.equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
