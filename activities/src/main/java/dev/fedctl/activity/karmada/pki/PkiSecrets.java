package dev.fedctl.activity.karmada.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.kubernetes.KarmadaApis;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Secrets of Karmada's namespace, with names, labels and keys of karmadactl init 1.18. */
public final class PkiSecrets {

  /** Components that read a kubeconfig; those of add-ons included, which karmadactl expects. */
  private static final List<String> CONFIGURED =
      List.of(
          "karmada-aggregated-apiserver",
          "karmada-controller-manager",
          "kube-controller-manager",
          "karmada-scheduler",
          "karmada-descheduler",
          "karmada-metrics-adapter",
          "karmada-search",
          "karmada-webhook");

  private PkiSecrets() {}

  /** The one that all others follow from. */
  public static Secret root(String namespace, Pki pki) {
    return secret(namespace, KarmadaApis.CERTIFICATES, pki.data());
  }

  /** All others. The same root gives the same Secrets, so that they can be applied at any time. */
  public static List<Secret> derived(String namespace, Pki pki) {
    Map<String, String> data = pki.data();
    List<Secret> secrets = new ArrayList<>();
    secrets.add(
        secret(
            namespace,
            "etcd-cert",
            select(data, "etcd-ca.crt", "etcd-ca.key", "etcd-server.crt", "etcd-server.key")));
    secrets.add(
        secret(
            namespace,
            "karmada-webhook-cert",
            new TreeMap<>(
                Map.of(
                    "tls.crt", value(data, "karmada.crt"),
                    "tls.key", value(data, "karmada.key")))));
    String kubeconfig = base64(kubeconfig(namespace, data));
    for (String component : CONFIGURED) {
      secrets.add(secret(namespace, component + "-config", Map.of("karmada.config", kubeconfig)));
    }
    return secrets;
  }

  private static Secret secret(String namespace, String name, Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels("karmada.io/bootstrapping", "secret-defaults")
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  /** Through the Service: what runs in the host must not depend on the load balancer. */
  private static String kubeconfig(String namespace, Map<String, String> data) {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: karmada-apiserver
          cluster:
            certificate-authority-data: %s
            server: https://karmada-apiserver.%s.svc.cluster.local:5443
        contexts:
        - name: karmada-apiserver
          context:
            cluster: karmada-apiserver
            user: karmada-admin
        current-context: karmada-apiserver
        users:
        - name: karmada-admin
          user:
            client-certificate-data: %s
            client-key-data: %s
        """
        .formatted(
            value(data, "ca.crt"),
            namespace,
            value(data, "karmada.crt"),
            value(data, "karmada.key"));
  }

  private static SortedMap<String, String> select(Map<String, String> data, String... keys) {
    SortedMap<String, String> selected = new TreeMap<>();
    for (String key : keys) {
      selected.put(key, value(data, key));
    }
    return selected;
  }

  private static String value(Map<String, String> data, String key) {
    return Objects.requireNonNull(data.get(key), key);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
