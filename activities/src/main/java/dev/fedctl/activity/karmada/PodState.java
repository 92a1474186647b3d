package dev.fedctl.activity.karmada;

import dev.fedctl.activity.kubernetes.Lists;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Optional;

/** What a pod waits for, in words for a person. */
final class PodState {

  private PodState() {}

  /** Why the pod is not ready; empty when it is, or when nothing is known yet. */
  static Optional<String> trouble(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    String name = "pod " + pod.getMetadata().getName();
    return unscheduled(pod)
        .or(
            () ->
                pod.getStatus().getContainerStatuses().stream()
                    .flatMap(status -> container(status).stream())
                    .findFirst())
        .map(trouble -> name + " " + trouble);
  }

  private static Optional<String> unscheduled(Pod pod) {
    return Lists.orEmpty(pod.getStatus().getConditions()).stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "False".equals(condition.getStatus()))
        .findFirst()
        .map(PodState::unscheduled);
  }

  private static String unscheduled(PodCondition condition) {
    return "cannot be scheduled: " + condition.getMessage();
  }

  private static Optional<String> container(ContainerStatus status) {
    if (Boolean.TRUE.equals(status.getReady())) {
      return Optional.empty();
    }
    ContainerStateWaiting waiting =
        status.getState() == null ? null : status.getState().getWaiting();
    if (waiting != null) {
      return Optional.of(
          "waits (%s%s)"
              .formatted(
                  waiting.getReason(),
                  waiting.getMessage() == null ? "" : ": " + waiting.getMessage()));
    }
    ContainerStateTerminated last =
        status.getLastState() == null ? null : status.getLastState().getTerminated();
    return Optional.of(
        last == null
            ? "is running but not ready"
            : "was restarted %d times, last after %s (exit code %d)"
                .formatted(status.getRestartCount(), last.getReason(), last.getExitCode()));
  }
}
