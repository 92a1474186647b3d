package dev.fedctl.activity.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A member's API, read through Karmada's proxy: with Karmada's rights, over Karmada's way there.
 */
public record MemberProxy(KubernetesClient karmada, String cluster) {

  /** Reads one path of the member; a refusal comes as KubernetesClientException, 404 included. */
  public <T> T read(String path, Class<T> type) {
    String body =
        karmada.raw(
            "/apis/cluster.karmada.io/v1alpha1/clusters/" + cluster + "/proxy" + path, "GET", null);
    return karmada.getKubernetesSerialization().unmarshal(body, type);
  }
}
