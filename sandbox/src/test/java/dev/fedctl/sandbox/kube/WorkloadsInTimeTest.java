package dev.fedctl.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What workloads say of themselves while their pods come and go. */
class WorkloadsInTimeTest {

  private static final String PARENT = KubernetesUnderTest.PARENT;
  private static final String APPS = "/apis/apps/v1/namespaces/default/";
  private static final String SPEC =
      "\"replicas\":3,\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":"
          + "{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\"}]}}";
  private static final String NEXT =
      " {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:2\"}]}}}}";

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final RawApi api =
      new RawApi(cloud.endpoint(PARENT).endpoint(), cloud.endpoint(PARENT).certificateAuthority());

  @AfterEach
  void close() {
    api.close();
    cloud.close();
  }

  @Test
  void deploymentIsNotUpdatedBeforeItsNewPodsAreReady() {
    make("deployments", SPEC);
    cloud.advance(12);
    assertThat(counts("deployments", "replicas", "updatedReplicas", "availableReplicas"))
        .isEqualTo("3 3 3");

    send("PATCH:merge " + APPS + "deployments/m" + NEXT);

    assertThat(counts("deployments", "replicas", "updatedReplicas", "availableReplicas"))
        .isEqualTo("6 3 3");
    assertThat(counts("deployments", "observedGeneration")).isEqualTo("2");
    cloud.advance(12);
    assertThat(counts("deployments", "replicas", "updatedReplicas", "availableReplicas"))
        .isEqualTo("3 3 3");
  }

  @Test
  void statefulSetReplacesOnePodAfterAnotherFromTheLast() {
    make("statefulsets", "\"serviceName\":\"s\",\"podManagementPolicy\":\"Parallel\"," + SPEC);
    cloud.advance(12);
    assertThat(counts("statefulsets", "updatedReplicas", "availableReplicas")).isEqualTo("3 3");

    send("PATCH:merge " + APPS + "statefulsets/m" + NEXT);

    for (String step : new String[] {"1 2", "2 2", "3 2"}) {
      assertThat(counts("statefulsets", "updatedReplicas", "availableReplicas")).isEqualTo(step);
      JsonNode status = status("statefulsets");
      assertThat(status.path("currentRevision")).isNotEqualTo(status.path("updateRevision"));
      cloud.advance(12);
    }
    JsonNode status = status("statefulsets");
    assertThat(counts("statefulsets", "updatedReplicas", "availableReplicas")).isEqualTo("3 3");
    assertThat(status.path("currentRevision")).isEqualTo(status.path("updateRevision"));
  }

  @Test
  void statefulSetRollsInItsOwnTimeHoweverSeldomSomebodyLooks() {
    make("statefulsets", "\"serviceName\":\"s\",\"podManagementPolicy\":\"Parallel\"," + SPEC);
    cloud.advance(12);
    send("PATCH:merge " + APPS + "statefulsets/m" + NEXT);

    cloud.advance(36);

    assertThat(counts("statefulsets", "updatedReplicas", "availableReplicas")).isEqualTo("3 3");
  }

  @Test
  void daemonSetHasAPodForEachNode() {
    make("daemonsets", SPEC.substring(SPEC.indexOf("\"selector")));

    assertThat(counts("daemonsets", "desiredNumberScheduled", "numberReady")).isEqualTo("3 0");
    cloud.advance(12);
    assertThat(counts("daemonsets", "desiredNumberScheduled", "numberReady")).isEqualTo("3 3");
  }

  @Test
  void podThatFindsNoNodeIsWarnedAbout() {
    make(
        "deployments",
        SPEC.replace("\"containers\"", "\"nodeSelector\":{\"no\":\"where\"},\"containers\""));

    JsonNode events =
        send("GET /api/v1/namespaces/default/events?fieldSelector=involvedObject.kind%3DPod,"
                + "type%3DWarning")
            .path("items");
    cloud.advance(60);
    assertThat(events).hasSize(3);
    assertThat(events.at("/0/reason").asText()).isEqualTo("FailedScheduling");
    assertThat(events.at("/0/message").asText()).startsWith("0/3 nodes are available");
    assertThat(send("GET /api/v1/namespaces/default/events").path("items")).hasSize(3);
  }

  private void make(String resource, String spec) {
    send("POST " + APPS + resource + " {\"metadata\":{\"name\":\"m\"},\"spec\":{" + spec + "}}");
  }

  private JsonNode status(String resource) {
    return send("GET " + APPS + resource + "/m").path("status");
  }

  private String counts(String resource, String... fields) {
    JsonNode status = status(resource);
    StringBuilder counts = new StringBuilder();
    for (String field : fields) {
      counts.append(' ').append(status.path(field).asInt());
    }
    return counts.substring(1);
  }

  private JsonNode send(String step) {
    RawApi.Answer answer =
        api.send("Bearer " + KubernetesUnderTest.token(PARENT, PretendAws.SECRET), step);
    assertThat(answer.code()).as(answer.text()).isLessThan(300);
    return answer.tree();
  }
}
