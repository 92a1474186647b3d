package dev.fedctl.activity.karmada.host;

import dev.fedctl.contract.activity.KarmadaActivities.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The objects of each component, in the order in which they are applied. */
public final class Components {

  private Components() {}

  public static List<HasMetadata> objects(Component component, Host host) {
    return switch (component) {
      case ETCD -> Etcd.objects(host);
      case API_SERVER -> ApiServer.objects(host);
      case AGGREGATED_API_SERVER -> AggregatedApiServer.objects(host);
      case KUBE_CONTROLLER_MANAGER -> KubeControllerManager.objects(host);
      case CONTROLLER_MANAGER -> ControllerManager.objects(host);
      case SCHEDULER -> Scheduler.objects(host);
      case WEBHOOK -> Webhook.objects(host);
    };
  }
}
