package dev.fedctl.activity.karmada.host;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * What an earlier etcd may have left. A member that is still dying reaches the new ones by name,
 * and old data trusts an old authority: a new etcd waits until both are gone.
 */
public final class EtcdLeftovers {

  private EtcdLeftovers() {}

  /**
   * Fails while there are any: EVENTUAL when they are going, CONFLICT when they are another's and
   * stay. Volumes of this very life are no leftovers: the StatefulSet was deleted by hand.
   */
  public static void refuse(KubernetesClient client, Host host) {
    boolean stands =
        client.apps().statefulSets().inNamespace(host.namespace()).withName("etcd").get() != null;
    if (stands) {
      return;
    }
    List<PersistentVolumeClaim> volumes =
        client.persistentVolumeClaims().inNamespace(host.namespace()).list().getItems().stream()
            .filter(volume -> volume.getMetadata().getName().startsWith(Etcd.DATA + "-etcd-"))
            .toList();
    for (PersistentVolumeClaim volume : volumes) {
      if (volume.getMetadata().getDeletionTimestamp() != null) {
        throw going(volume);
      }
      Applier.refuseForeign(host.claim(), volume);
    }
    client.pods().inNamespace(host.namespace()).withLabel("app", "etcd").list().getItems().stream()
        .findFirst()
        .ifPresent(
            pod -> {
              throw going(pod);
            });
  }

  private static RuntimeException going(HasMetadata leftover) {
    return Waits.failure(
        FailureFacts.of(
            FailureKind.EVENTUAL,
            "%s \"%s\" of an earlier etcd is still going"
                .formatted(leftover.getKind(), leftover.getMetadata().getName()),
            "see what keeps it, then retry"));
  }
}
