package dev.fedctl.activity.karmada;

import dev.fedctl.activity.Look;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentObserved;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a workload has come.
 *
 * @param observed whether its controller has seen the newest spec
 * @param total pods there are, old ones included
 */
record Rollout(int wanted, boolean observed, int total, int updated, int available) {

  /** Looks whether every replica of a component is updated and available, and none is left over. */
  static Look<ComponentObserved> look(
      KubernetesClient client, String namespace, Component component) {
    return of(client, namespace, component)
        .map(
            rollout ->
                rollout.isComplete()
                    ? Look.ready(new ComponentObserved(rollout.available()))
                    : rollout.notYet(client, namespace, component))
        .orElseGet(
            () ->
                Look.notYet(
                    component.workload() + " does not exist", "retry the step that makes it"));
  }

  private static Optional<Rollout> of(
      KubernetesClient client, String namespace, Component component) {
    String name = component.workload();
    return component == Component.ETCD
        ? Optional.ofNullable(
                client.apps().statefulSets().inNamespace(namespace).withName(name).get())
            .map(Rollout::of)
        : Optional.ofNullable(
                client.apps().deployments().inNamespace(namespace).withName(name).get())
            .map(Rollout::of);
  }

  static Rollout of(StatefulSet set) {
    StatefulSetStatus status = set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
    return new Rollout(
        number(set.getSpec().getReplicas()),
        isObserved(set.getMetadata().getGeneration(), status.getObservedGeneration()),
        number(status.getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getAvailableReplicas()));
  }

  static Rollout of(Deployment deployment) {
    DeploymentStatus status =
        deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
    return new Rollout(
        number(deployment.getSpec().getReplicas()),
        isObserved(deployment.getMetadata().getGeneration(), status.getObservedGeneration()),
        number(status.getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getAvailableReplicas()));
  }

  boolean isComplete() {
    return observed && total == wanted && updated == wanted && available == wanted;
  }

  private Look<ComponentObserved> notYet(
      KubernetesClient client, String namespace, Component component) {
    String name = component.workload();
    List<Pod> pods = client.pods().inNamespace(namespace).withLabel("app", name).list().getItems();
    Stream<String> claims =
        component == Component.ETCD
            ? client.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
                .filter(Rollout::isPending)
                .map(claim -> "volume claim " + claim.getMetadata().getName() + " is pending")
            : Stream.empty();
    String why =
        Stream.concat(pods.stream().flatMap(pod -> PodState.trouble(pod).stream()), claims)
            .findFirst()
            .map(trouble -> ": " + trouble)
            .orElse("");
    return Look.notYet(
        "%s has %d of %d replicas available%s".formatted(name, available, wanted, why),
        "look at the pods with label app=%s in namespace \"%s\", then retry"
            .formatted(name, namespace));
  }

  private static boolean isPending(PersistentVolumeClaim claim) {
    return claim.getStatus() != null && "Pending".equals(claim.getStatus().getPhase());
  }

  private static boolean isObserved(Long generation, Long observedGeneration) {
    return generation == null || (observedGeneration != null && observedGeneration >= generation);
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
