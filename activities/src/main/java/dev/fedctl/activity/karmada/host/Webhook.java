package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Karmada's webhook. Its configurations say {@code failurePolicy: Fail}: without it nothing of
 * Karmada's own kinds can be written, so there are two.
 */
final class Webhook {

  private static final String NAME = "karmada-webhook";
  private static final String CERTIFICATE = "karmada-webhook-cert";
  private static final int PORT = 8443;

  private Webhook() {}

  static List<HasMetadata> objects(Host host) {
    Container container =
        Parts.container(
                NAME,
                host.karmadaImage(NAME),
                List.of(
                    "/bin/karmada-webhook",
                    "--kubeconfig=/etc/karmada/config/karmada.config",
                    "--bind-address=$(POD_IP)",
                    "--metrics-bind-address=$(POD_IP):8080",
                    "--health-probe-bind-address=$(POD_IP):8000",
                    "--secure-port=" + PORT,
                    "--cert-dir=/var/serving-cert",
                    "--v=2"),
                "50m",
                "64Mi")
            .withEnv(Parts.podIp())
            .withReadinessProbe(Parts.probe("HTTPS", "/readyz", PORT, 0, 10, 1, 3))
            .withVolumeMounts(Parts.mountedConfig(), Parts.mount(CERTIFICATE, "/var/serving-cert"))
            .build();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        Parts.withPort(Parts.service(host, NAME, Map.of("app", NAME)), "webhook", 443, PORT));
    objects.addAll(
        Workload.of(
                host,
                NAME,
                Workload.Spread.RATHER_NODES,
                List.of(Parts.config(NAME), Parts.secret(CERTIFICATE, CERTIFICATE)))
            .deployment(
                Workload.PAIR,
                Parts.withPort(Parts.withPort(container, "webhook", PORT), "metrics", 8080)));
    return objects;
  }
}
