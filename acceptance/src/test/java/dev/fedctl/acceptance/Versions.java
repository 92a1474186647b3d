package dev.fedctl.acceptance;

import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.OwnerTags;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an API server holds of one federation, of every kind that it knows. */
final class Versions {

  private Versions() {}

  /** Resource versions by {@code "Kind namespace/name"}: one that stays says nothing changed. */
  static SortedMap<String, String> ours(KubernetesClient client, Owner owner) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (ResourceDefinitionContext kind : kinds(client)) {
      versions.putAll(ours(owner, list(client, kind)));
    }
    return versions;
  }

  /** The same of objects that were listed. */
  static SortedMap<String, String> ours(Owner owner, List<? extends HasMetadata> listed) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (HasMetadata object : listed) {
      ObjectMeta metadata = object.getMetadata();
      Map<String, String> annotations = metadata.getAnnotations();
      boolean isOurs =
          annotations != null
              && owner.federationId().toString().equals(annotations.get(OwnerTags.FEDERATION_ID));
      if (isOurs) {
        String namespace = metadata.getNamespace() == null ? "" : metadata.getNamespace() + "/";
        versions.put(
            object.getKind() + " " + namespace + metadata.getName(), metadata.getResourceVersion());
      }
    }
    return versions;
  }

  private static List<GenericKubernetesResource> list(
      KubernetesClient client, ResourceDefinitionContext kind) {
    GenericKubernetesResourceList found =
        answered(() -> client.genericKubernetesResources(kind).list());
    return found == null ? List.of() : found.getItems();
  }

  /** Nothing from an aggregated API whose server is not there. */
  private static <T> @Nullable T answered(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404 || e.getCode() == 503) {
        return null;
      }
      throw e;
    }
  }

  private static List<ResourceDefinitionContext> kinds(KubernetesClient client) {
    List<ResourceDefinitionContext> kinds = new ArrayList<>(kinds(client, "", "v1"));
    client
        .getApiGroups()
        .getGroups()
        .forEach(
            group -> {
              GroupVersionForDiscovery preferred = group.getPreferredVersion();
              kinds.addAll(kinds(client, group.getName(), preferred.getVersion()));
            });
    return kinds;
  }

  private static List<ResourceDefinitionContext> kinds(
      KubernetesClient client, String group, String version) {
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    APIResourceList resources = answered(() -> client.getApiResources(groupVersion));
    return resources == null
        ? List.of()
        : resources.getResources().stream()
            .filter(resource -> resource.getVerbs().contains("list"))
            .map(resource -> context(group, version, resource))
            .toList();
  }

  private static ResourceDefinitionContext context(
      String group, String version, APIResource resource) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(resource.getKind())
        .withPlural(resource.getName())
        .withNamespaced(resource.getNamespaced())
        .build();
  }
}
