package dev.fedctl.activity.karmada;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

  @ParameterizedTest
  @CsvSource({
    // observed generation, total, updated, available, complete
    "2, 3, 3, 3, true",
    "1, 3, 3, 3, false",
    "2, 4, 3, 3, false",
    "2, 3, 2, 3, false",
    "2, 3, 3, 2, false"
  })
  void completeWhenAllAreNewAndAvailableAndNoneIsLeftOver(
      long observed, int total, int updated, int available, boolean complete) {
    Rollout rollout =
        Rollout.of(
            new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(2L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReplicas(total)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .endStatus()
                .build());

    assertThat(rollout.isComplete()).isEqualTo(complete);
  }

  @Test
  void podThatFindsNoNodeSaysWhy() {
    Pod pod =
        pod()
            .withNewStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withMessage("0/3 nodes are available")
            .endCondition()
            .endStatus()
            .build();

    assertThat(PodState.trouble(pod))
        .contains("pod etcd-1 cannot be scheduled: 0/3 nodes are available");
  }

  @Test
  void podThatWaitsForItsImageSaysSo() {
    Pod pod =
        pod()
            .withNewStatus()
            .addNewContainerStatus()
            .withReady(false)
            .withNewState()
            .withNewWaiting("no such tag", "ImagePullBackOff")
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(PodState.trouble(pod)).contains("pod etcd-1 waits (ImagePullBackOff: no such tag)");
  }

  @Test
  void readyPodHasNoTrouble() {
    Pod pod =
        pod()
            .withNewStatus()
            .addNewContainerStatus()
            .withReady(true)
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(PodState.trouble(pod)).isEmpty();
  }

  private static PodBuilder pod() {
    return new PodBuilder().withNewMetadata().withName("etcd-1").endMetadata();
  }
}
