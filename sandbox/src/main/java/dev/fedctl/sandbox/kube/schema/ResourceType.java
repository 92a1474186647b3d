package dev.fedctl.sandbox.kube.schema;

import java.util.List;

/**
 * A resource that an API server serves in one version.
 *
 * @param group empty for the core group
 * @param subresources {@code status} and the like
 * @param custom defined by a CustomResourceDefinition or served by an aggregated API server
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    List<String> subresources,
    Shape.Struct shape,
    boolean custom) {

  /** {@code deployments.apps}; {@code secrets} in the core group. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** {@code Deployment.apps}, as in messages. */
  public String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  public boolean hasStatus() {
    return subresources.contains("status");
  }
}
