package dev.fedctl.activity.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Golden;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.spec.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadBalancerObjectsTest {

  @Test
  void internetFacingOneIsTheGoldenOne() {
    Golden.check("load-balancer.yaml", LoadBalancerObjects.of(request(Scheme.INTERNET_FACING)));
  }

  @Test
  void internalOneSaysSo() {
    assertThat(LoadBalancerObjects.of(request(Scheme.INTERNAL)).getLast().getMetadata())
        .extracting(metadata -> metadata.getAnnotations())
        .satisfies(
            annotations ->
                assertThat(annotations)
                    .containsEntry(
                        "service.beta.kubernetes.io/aws-load-balancer-internal", "true"));
  }

  @Test
  void nodePortIsNeverThatOfTheListener() {
    for (int listener = 30000; listener <= 32767; listener++) {
      assertThat(LoadBalancerObjects.nodePort(listener)).isNotEqualTo(listener);
    }
  }

  private static LoadBalancerRequest request(Scheme scheme) {
    return new LoadBalancerRequest(
        Specs.claim("karmada/load-balancer"),
        Specs.PARENT,
        "karmada-system",
        scheme,
        32443,
        List.of("203.0.113.0/24"),
        List.of("subnet-a", "subnet-b"));
  }
}
