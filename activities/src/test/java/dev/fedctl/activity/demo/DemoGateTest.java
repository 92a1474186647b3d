package dev.fedctl.activity.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoGateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | true",
        "2 2 | true",
        "2 1 1 | true",
        "1 1 1 1 0 0 | true",
        "3 1 | false",
        "2 2 0 | false",
        "0 0 | true"
      })
  void sharesMayDifferByOne(String shares, boolean even) {
    Map<String, Integer> byMember = new LinkedHashMap<>();
    for (String share : shares.split(" ")) {
      byMember.put("member-" + byMember.size(), Integer.parseInt(share));
    }

    assertThat(DemoGate.uneven(byMember).isEmpty()).isEqualTo(even);
  }

  @Test
  void boundAppliedAndReadyDemoHasNoObstacle() {
    assertThat(new Binding(binding(List.of())).obstacle(4)).isEmpty();
    assertThat(new Binding(binding(List.of())).shares())
        .containsExactlyInAnyOrderEntriesOf(Map.of("member-1", 2, "member-2", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unscheduled | Scheduled: NoClusterFit 0/2 clusters are available",
        "stale | the scheduler has not seen the newest demo",
        "undivided | 2 of 4 replicas are divided",
        "unapplied | it is not applied to \"member-2\": no route",
        "unready | 1 of 2 replicas are ready on \"member-2\"",
        "partly | FullyApplied: FullyAppliedFailed Failed to apply"
      })
  void obstacleIsTold(String fault, String words) {
    assertThat(new Binding(binding(List.of(fault))).obstacle(4)).contains(words);
  }

  private static GenericKubernetesResource binding(List<String> faults) {
    List<Map<String, Object>> clusters = new ArrayList<>();
    List<Map<String, Object>> states = new ArrayList<>();
    for (String member : List.of("member-1", "member-2")) {
      boolean second = member.equals("member-2");
      if (!second || !faults.contains("undivided")) {
        clusters.add(Map.of("name", member, "replicas", 2));
      }
      boolean unapplied = second && faults.contains("unapplied");
      boolean unready = second && faults.contains("unready");
      states.add(
          Map.of(
              "clusterName",
              member,
              "applied",
              !unapplied,
              "appliedMessage",
              "no route",
              "health",
              unready ? "Unhealthy" : "Healthy",
              "status",
              Map.of("readyReplicas", unready ? 1 : 2)));
    }
    return new GenericKubernetesResourceBuilder()
        .withNewMetadata()
        .withGeneration(3L)
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of("clusters", clusters))
        .addToAdditionalProperties(
            "status",
            Map.of(
                "schedulerObservedGeneration",
                faults.contains("stale") ? 2 : 3,
                "aggregatedStatus",
                states,
                "conditions",
                List.of(
                    faults.contains("unscheduled")
                        ? condition(
                            "Scheduled", "False", "NoClusterFit", "0/2 clusters are available")
                        : condition("Scheduled", "True", "Success", ""),
                    faults.contains("partly")
                        ? condition(
                            "FullyApplied", "False", "FullyAppliedFailed", "Failed to apply")
                        : condition("FullyApplied", "True", "FullyAppliedSuccess", ""))))
        .build();
  }

  private static Map<String, Object> condition(
      String type, String status, String reason, String message) {
    return Map.of("type", type, "status", status, "reason", reason, "message", message);
  }
}
