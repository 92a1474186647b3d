package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Karmada's scheduler; two of them elect a leader. */
final class Scheduler {

  private static final String NAME = "karmada-scheduler";

  private Scheduler() {}

  static List<HasMetadata> objects(Host host) {
    Container container =
        Parts.container(
                NAME,
                host.karmadaImage(NAME),
                List.of(
                    "/bin/karmada-scheduler",
                    "--kubeconfig=/etc/karmada/config/karmada.config",
                    "--metrics-bind-address=$(POD_IP):8080",
                    "--health-probe-bind-address=$(POD_IP):10351",
                    "--enable-scheduler-estimator=true",
                    "--leader-elect=true",
                    "--scheduler-estimator-ca-file=/etc/karmada/pki/ca.crt",
                    "--scheduler-estimator-cert-file=/etc/karmada/pki/karmada.crt",
                    "--scheduler-estimator-key-file=/etc/karmada/pki/karmada.key",
                    "--leader-elect-resource-namespace=" + host.namespace(),
                    "--v=2"),
                "50m",
                "64Mi")
            .withEnv(Parts.podIp())
            .withLivenessProbe(Parts.probe("HTTP", "/healthz", 10351, 15, 15, 5, 3))
            .withVolumeMounts(Parts.mountedConfig(), Parts.mountedPki())
            .build();
    return Workload.of(
            host, NAME, Workload.Spread.RATHER_NODES, List.of(Parts.config(NAME), Parts.pki()))
        .deployment(Workload.PAIR, Parts.withPort(container, "metrics", 8080));
  }
}
