package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Karmada's controllers; two of them elect a leader. */
final class ControllerManager {

  private static final String NAME = "karmada-controller-manager";

  private ControllerManager() {}

  static List<HasMetadata> objects(Host host) {
    Container container =
        Parts.container(
                NAME,
                host.karmadaImage(NAME),
                List.of(
                    "/bin/karmada-controller-manager",
                    "--kubeconfig=/etc/karmada/config/karmada.config",
                    "--metrics-bind-address=$(POD_IP):8080",
                    "--health-probe-bind-address=$(POD_IP):10357",
                    "--cluster-status-update-frequency=10s",
                    "--leader-elect-resource-namespace=" + host.namespace(),
                    "--v=2"),
                "100m",
                "128Mi")
            .withEnv(Parts.podIp())
            .withLivenessProbe(Parts.probe("HTTP", "/healthz", 10357, 15, 15, 5, 3))
            .withVolumeMounts(Parts.mountedConfig())
            .build();
    return Workload.of(host, NAME, Workload.Spread.RATHER_NODES, List.of(Parts.config(NAME)))
        .deployment(
            Workload.PAIR,
            Parts.withPort(Parts.withPort(container, "server", 10357), "metrics", 8080));
  }
}
