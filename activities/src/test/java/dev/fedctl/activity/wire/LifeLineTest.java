package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.KarmadaRef;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What still leaves a worker that has ended: nothing. */
class LifeLineTest {

  @Test
  void nothingLeavesForAwsOnceTheLineIsCut() {
    try (WireCloud cloud = new WireCloud()) {
      ThrowingCallable call = () -> cloud.aws.eks(WireCloud.REGION).listClusters();

      assertThatNothingLeaves(cloud, call, SdkClientException.class);
    }
  }

  @Test
  void nothingLeavesForKubernetesOnceTheLineIsCut() {
    try (WireCloud cloud = new WireCloud()) {
      ThrowingCallable call =
          () -> cloud.clusters.raw(Specs.PARENT, client -> client.namespaces().list());

      assertThatNothingLeaves(cloud, call, KubernetesClientException.class);
    }
  }

  @Test
  void nothingLeavesForKarmadaOnceTheLineIsCut() {
    try (WireCloud cloud = new WireCloud()) {
      cloud.running();
      KarmadaRef karmada = cloud.named();
      ThrowingCallable call =
          () -> cloud.karmadas.raw(karmada, api -> api.client().namespaces().list());

      assertThatNothingLeaves(cloud, call, KubernetesClientException.class);
    }
  }

  private static void assertThatNothingLeaves(
      WireCloud cloud, ThrowingCallable call, Class<? extends Exception> refusal) {
    Map<String, Integer> before = sent(cloud, call);
    cloud.lifeLine.cut();

    assertThatThrownBy(call).isInstanceOf(refusal).hasMessageContaining("the worker has ended");

    assertThat(cloud.sandbox.ledger().calls()).isEqualTo(before);
  }

  private static Map<String, Integer> sent(WireCloud cloud, ThrowingCallable call) {
    try {
      call.call();
    } catch (Throwable e) {
      throw new AssertionError("nothing is wrong yet", e);
    }
    return cloud.sandbox.ledger().calls();
  }
}
