package dev.fedctl.activity.membership;

import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.ClusterRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a push join leaves in Karmada: two Secrets and the Cluster that owns them. */
final class ClusterObjects {

  private ClusterObjects() {}

  /**
   * The member's Secrets.
   *
   * @param owners the Cluster once it exists: it takes them along when it goes
   */
  static List<Secret> secrets(
      String cluster, MemberCredentials credentials, List<OwnerReference> owners) {
    return List.of(
        secret(impersonator(cluster), Map.of("token", credentials.impersonatorToken()), owners),
        secret(
            cluster,
            Map.of("caBundle", credentials.caBundle(), "token", credentials.token()),
            owners));
  }

  static List<String> secretNames(String cluster) {
    return List.of(impersonator(cluster), cluster);
  }

  static GenericKubernetesResource cluster(
      ClusterRef member,
      String apiEndpoint,
      String clusterId,
      List<String> zones,
      Map<String, String> labels) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("syncMode", "Push");
    spec.put("apiEndpoint", apiEndpoint);
    spec.put("id", clusterId);
    spec.put("secretRef", reference(member.name()));
    spec.put("impersonatorSecretRef", reference(impersonator(member.name())));
    spec.put("provider", "aws");
    spec.put("region", member.region());
    if (!zones.isEmpty()) {
      spec.put("zones", zones);
    }
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(Kinds.CLUSTER.apiVersion())
        .withKind(Kinds.CLUSTER.kind())
        .withNewMetadata()
        .withName(member.name())
        .withLabels(labels)
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }

  static OwnerReference owner(GenericKubernetesResource cluster) {
    return new OwnerReferenceBuilder()
        .withApiVersion(Kinds.CLUSTER.apiVersion())
        .withKind(Kinds.CLUSTER.kind())
        .withName(cluster.getMetadata().getName())
        .withUid(cluster.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private static String impersonator(String cluster) {
    return cluster + "-impersonator";
  }

  private static Map<String, String> reference(String secret) {
    return new TreeMap<>(Map.of("namespace", MemberObjects.NAMESPACE, "name", secret));
  }

  private static Secret secret(String name, Map<String, String> data, List<OwnerReference> owners) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(MemberObjects.NAMESPACE)
        .addToLabels("karmada.io/system", "true")
        .withOwnerReferences(owners)
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }
}
