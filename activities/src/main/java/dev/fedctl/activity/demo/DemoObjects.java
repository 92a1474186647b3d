package dev.fedctl.activity.demo;

import dev.fedctl.activity.kubernetes.Kinds;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The demo's objects in Karmada. */
final class DemoObjects {

  static final String NAMESPACE = "karmada-demo";
  static final String DEPLOYMENT = "karmada-demo-nginx";

  /** Karmada names a binding after its object and its kind. */
  static final String BINDING = DEPLOYMENT + "-deployment";

  /** Amazon's mirror: Docker's own registry limits pulls by address, and members share one. */
  private static final String IMAGE = "public.ecr.aws/docker/library/nginx:1.28.0";

  private DemoObjects() {}

  static List<HasMetadata> of(List<String> members, int replicas) {
    return List.of(
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build(),
        deployment(replicas),
        policy(members));
  }

  private static Deployment deployment(int replicas) {
    Map<String, String> labels = Map.of("app", DEPLOYMENT);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(DEPLOYMENT)
        .withNamespace(NAMESPACE)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .addNewContainer()
        .withName("nginx")
        .withImage(IMAGE)
        .addNewPort()
        .withContainerPort(80)
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/")
        .withNewPort(80)
        .endHttpGet()
        .endReadinessProbe()
        .withNewResources()
        .addToRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("32Mi")))
        .addToLimits(Map.of("cpu", new Quantity("250m"), "memory", new Quantity("64Mi")))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /**
   * Equal static weights, one entry for each member. Karmada gives every member the whole part of
   * its share and the rest one by one, so shares add up and differ by at most one.
   */
  private static GenericKubernetesResource policy(List<String> members) {
    List<Map<String, Object>> weights =
        members.stream()
            .map(
                member ->
                    (Map<String, Object>)
                        new TreeMap<String, Object>(
                            Map.of(
                                "targetCluster",
                                Map.of("clusterNames", List.of(member)),
                                "weight",
                                1)))
            .toList();
    Map<String, Object> selector =
        new TreeMap<>(Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", DEPLOYMENT));
    Map<String, Object> scheduling =
        new TreeMap<>(
            Map.of(
                "replicaSchedulingType",
                "Divided",
                "replicaDivisionPreference",
                "Weighted",
                "weightPreference",
                Map.of("staticWeightList", weights)));
    Map<String, Object> placement =
        new TreeMap<>(
            Map.of(
                "clusterAffinity",
                Map.of("clusterNames", members),
                "replicaScheduling",
                scheduling));
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(Kinds.PROPAGATION_POLICY.apiVersion())
        .withKind(Kinds.PROPAGATION_POLICY.kind())
        .withNewMetadata()
        .withName(NAMESPACE)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .addToAdditionalProperties(
            "spec",
            new TreeMap<>(Map.of("resourceSelectors", List.of(selector), "placement", placement)))
        .build();
  }
}
