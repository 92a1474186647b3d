package dev.fedctl.activity.clearance;

import static java.util.stream.Collectors.joining;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.kubernetes.Lists;
import dev.fedctl.contract.activity.StepOutcome;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One look at a cluster that is to go: tells to go what its controllers have made something in AWS
 * for, and names what is still there. A claim stays while a pod uses it, so the workloads go first.
 */
final class Clearance {

  private Clearance() {}

  static Look<StepOutcome> look(KubernetesClient client) {
    List<HasMetadata> standing = new ArrayList<>(loadBalanced(client));
    List<HasMetadata> claims =
        List.copyOf(client.persistentVolumeClaims().inAnyNamespace().list().getItems());
    List<HasMetadata> users = claims.isEmpty() ? List.of() : usersOfClaims(client);
    standing.addAll(users);
    standing.addAll(claims);
    standing.forEach(object -> delete(client, object));
    List<PersistentVolume> volumes =
        client.persistentVolumes().list().getItems().stream().filter(Clearance::goes).toList();
    if (client.nodes().list().getItems().isEmpty()) {
      // The driver runs nowhere: its volumes are found by their tags.
      volumes = List.of();
    }
    if (standing.isEmpty() && volumes.isEmpty()) {
      return Look.ready(StepOutcome.ABSENT);
    }
    return Look.notYet(
        Stream.concat(standing.stream(), volumes.stream())
            .map(Clearance::text)
            .collect(joining(", ", "on their way out are: ", "")),
        "see what holds them, or skip the step: what they leave is found by its tags");
  }

  private static List<Service> loadBalanced(KubernetesClient client) {
    return client.services().inAnyNamespace().list().getItems().stream()
        .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
        .toList();
  }

  /** What would make its pods, and with them its claims, anew; and pods that nobody makes anew. */
  private static List<HasMetadata> usersOfClaims(KubernetesClient client) {
    List<HasMetadata> users = new ArrayList<>();
    client.apps().statefulSets().inAnyNamespace().list().getItems().stream()
        .filter(
            one ->
                !Lists.orEmpty(one.getSpec().getVolumeClaimTemplates()).isEmpty()
                    || uses(one.getSpec().getTemplate().getSpec()))
        .forEach(users::add);
    client.apps().deployments().inAnyNamespace().list().getItems().stream()
        .filter(one -> uses(one.getSpec().getTemplate().getSpec()))
        .forEach(users::add);
    client.pods().inAnyNamespace().list().getItems().stream()
        .filter(one -> Lists.orEmpty(one.getMetadata().getOwnerReferences()).isEmpty())
        .filter(one -> uses(one.getSpec()))
        .forEach(users::add);
    return users;
  }

  private static boolean uses(PodSpec pod) {
    return pod != null
        && Lists.orEmpty(pod.getVolumes()).stream()
            .anyMatch(volume -> volume.getPersistentVolumeClaim() != null);
  }

  private static void delete(KubernetesClient client, HasMetadata object) {
    if (object.getMetadata().getDeletionTimestamp() == null) {
      client.resource(object).delete();
    }
  }

  /** One with another policy outlives its claim: somebody wants it to. */
  private static boolean goes(PersistentVolume volume) {
    return volume.getSpec().getClaimRef() != null
        && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
  }

  private static String text(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return "%s %s%s"
        .formatted(
            object.getKind(),
            namespace == null ? "" : namespace + "/",
            object.getMetadata().getName());
  }
}
