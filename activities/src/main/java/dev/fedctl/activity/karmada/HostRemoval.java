package dev.fedctl.activity.karmada;

import static java.util.stream.Collectors.joining;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.karmada.host.StorageClasses;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.Events;
import dev.fedctl.activity.kubernetes.Lists;
import dev.fedctl.activity.loadbalancer.LoadBalancers;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemoval;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRemovalWait;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/**
 * The end of a control plane in its host. Its namespace takes everything along: the finalizer of
 * the Service holds it until the load balancer is gone, and the driver deletes the volumes of the
 * claims, which is why all this comes while there are nodes.
 */
public final class HostRemoval {

  private final ClusterApis hosts;

  public HostRemoval(ClusterApis hosts) {
    this.hosts = hosts;
  }

  StepOutcome start(KarmadaRemoval removal) {
    return hosts
        .useWhileReachable(
            removal.host(), client -> start(client, removal), why -> StepOutcome.UNREACHED)
        .orElse(StepOutcome.ABSENT);
  }

  Look<StepOutcome> look(KarmadaRemovalWait wait) {
    return hosts
        .useWhileReachable(
            wait.host(),
            client -> namespace(client, wait).then(gone -> volumes(client, wait)),
            why -> Look.ready(StepOutcome.UNREACHED))
        .orElseGet(() -> Look.ready(StepOutcome.ABSENT));
  }

  /** The namespace comes last: while it stands, another attempt finds whose all this is. */
  private static StepOutcome start(KubernetesClient client, KarmadaRemoval removal) {
    Resource<Namespace> resource = client.namespaces().withName(removal.namespace());
    Namespace namespace = resource.get();
    if (namespace != null) {
      Applier.refuseForeign(removal.claim(), namespace);
    }
    boolean deleted = deleteStorageClass(client, removal.claim());
    if (namespace == null) {
      return deleted ? StepOutcome.DELETED : StepOutcome.ABSENT;
    }
    if (namespace.getMetadata().getDeletionTimestamp() == null) {
      resource.delete();
    }
    return StepOutcome.DELETED;
  }

  /** Volumes that stand keep what they took from the class, the way they are reclaimed included. */
  private static boolean deleteStorageClass(KubernetesClient client, Claim claim) {
    Resource<StorageClass> resource =
        client.storage().v1().storageClasses().withName(StorageClasses.NAME);
    StorageClass found = resource.get();
    if (found == null || !Applier.isOurs(claim, found)) {
      return false;
    }
    resource.delete();
    return true;
  }

  private static Look<StepOutcome> namespace(KubernetesClient client, KarmadaRemovalWait wait) {
    Namespace namespace = client.namespaces().withName(wait.namespace()).get();
    if (namespace == null) {
      return Look.ready(StepOutcome.ABSENT);
    }
    Applier.refuseForeign(wait.claim(), namespace);
    if (namespace.getMetadata().getDeletionTimestamp() == null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.UNEXPECTED_STATE,
              Applier.name(namespace) + " stands and is not being deleted",
              "see who makes it anew, then retry: it is deleted again"));
    }
    return Look.notYet(
        "%s is being deleted%s%s"
            .formatted(Applier.name(namespace), remaining(namespace), why(client, wait)),
        "see which finalizer holds what is left in it, then retry");
  }

  /** What the namespace controller says is left. */
  private static String remaining(Namespace namespace) {
    return namespace.getStatus() == null
        ? ""
        : Lists.orEmpty(namespace.getStatus().getConditions()).stream()
            .filter(condition -> "True".equals(condition.getStatus()))
            .map(condition -> ": " + condition.getMessage())
            .collect(joining());
  }

  private static String why(KubernetesClient client, KarmadaRemovalWait wait) {
    return Waits.isOverdue(wait.patience())
        ? Events.latestWarning(client, wait.namespace(), "Service", LoadBalancers.SERVICE)
            .map(warning -> " (" + warning + ")")
            .orElse("")
        : "";
  }

  /** Without nodes the driver runs nowhere: then volumes are found by their tags, later on. */
  private static Look<StepOutcome> volumes(KubernetesClient client, KarmadaRemovalWait wait) {
    if (client.nodes().list().getItems().isEmpty()) {
      return Look.ready(StepOutcome.ABSENT);
    }
    List<PersistentVolume> left =
        client.persistentVolumes().list().getItems().stream()
            .filter(
                volume ->
                    volume.getSpec().getClaimRef() != null
                        && wait.namespace().equals(volume.getSpec().getClaimRef().getNamespace()))
            .toList();
    return left.isEmpty()
        ? Look.ready(StepOutcome.ABSENT)
        : Look.notYet(
            left.stream().map(HostRemoval::text).collect(joining(", ", "volumes are left: ", "")),
            "see why the EBS CSI driver does not delete them; delete those with reclaim policy"
                + " Retain, then retry");
  }

  private static String text(PersistentVolume volume) {
    String phase = volume.getStatus() == null ? "" : " is " + volume.getStatus().getPhase();
    String disk =
        volume.getSpec().getCsi() == null
            ? ""
            : " (" + volume.getSpec().getCsi().getVolumeHandle() + ")";
    return volume.getMetadata().getName() + disk + phase;
  }
}
