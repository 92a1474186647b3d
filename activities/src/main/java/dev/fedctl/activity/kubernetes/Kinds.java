package dev.fedctl.activity.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * Kinds that have no Java type here. Named in full, so that no discovery comes before a request: an
 * API that was registered a moment ago may not be discoverable yet.
 */
public enum Kinds {
  CUSTOM_RESOURCE_DEFINITION(
      "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false),
  CLUSTER("cluster.karmada.io", "v1alpha1", "Cluster", "clusters", false),
  PROPAGATION_POLICY(
      "policy.karmada.io", "v1alpha1", "PropagationPolicy", "propagationpolicies", true),
  RESOURCE_BINDING("work.karmada.io", "v1alpha2", "ResourceBinding", "resourcebindings", true),
  CLUSTER_RESOURCE_BINDING(
      "work.karmada.io", "v1alpha2", "ClusterResourceBinding", "clusterresourcebindings", false);

  private final String group;
  private final String version;
  private final String kind;
  private final String plural;
  private final boolean namespaced;

  Kinds(String group, String version, String kind, String plural, boolean namespaced) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.plural = plural;
    this.namespaced = namespaced;
  }

  public ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  public String apiVersion() {
    return group + "/" + version;
  }

  public String kind() {
    return kind;
  }

  static Kinds of(HasMetadata object) {
    for (Kinds known : values()) {
      if (known.apiVersion().equals(object.getApiVersion())
          && known.kind().equals(object.getKind())) {
        return known;
      }
    }
    throw new IllegalArgumentException("no such kind: " + object.getKind());
  }
}
