package dev.fedctl.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox answers word for word what a real kube-apiserver was heard to answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesAnswersTest {

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final RawApi api =
      new RawApi(
          cloud.endpoint(KubernetesUnderTest.PARENT).endpoint(),
          cloud.endpoint(KubernetesUnderTest.PARENT).certificateAuthority());
  private int cases;

  @AfterAll
  void close() {
    api.close();
    cloud.close();
  }

  static Stream<RecordedAnswer> rows() {
    return Stream.of(
            "names",
            "bodies",
            "objects",
            "immutable",
            "services",
            "apply",
            "patches",
            "deletion",
            "lists",
            "subresources",
            "custom",
            "ownership")
        .flatMap(table -> RecordedAnswer.table(table).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersAsRecorded(RecordedAnswer row) {
    Map<String, String> values = new HashMap<>(Map.of("ns", "case-" + ++cases));
    send("POST /api/v1/namespaces {\"metadata\":{\"name\":\"{ns}\"}}", values);
    JsonNode before = MissingNode.getInstance();
    for (String step : row.given()) {
      if (step.equals("WAIT")) {
        cloud.advance(5);
        continue;
      }
      RawApi.Answer answer = send(step, values);
      assertThat(answer.code()).as("%s: %s", step, answer.text()).isLessThan(300);
      before = answer.tree();
      for (String field : List.of("uid", "continue")) {
        Trees.maybeText(before, "metadata", field).ifPresent(value -> values.put(field, value));
      }
    }

    RawApi.Answer answer = send(row.ask(), values);

    assertThat(answer.outcome()).as(answer.text()).isEqualTo(row.answer());
    row.message()
        .ifPresent(
            message -> {
              String wanted = RecordedAnswer.filled(message, values);
              String said = Trees.text(answer.tree(), "message");
              if (wanted.endsWith("…")) {
                assertThat(said).startsWith(wanted.substring(0, wanted.length() - 1));
              } else {
                assertThat(said).isEqualTo(wanted);
              }
              assertThat(RecordedAnswer.causes(answer.tree())).isEqualTo(row.causes());
            });
    Map<String, JsonNode> wanted = new LinkedHashMap<>();
    row.shows().forEach((what, value) -> wanted.put(what, filled(value, values)));
    Map<String, JsonNode> shown = row.shown(answer, before);
    assertThat(shown.keySet()).isEqualTo(wanted.keySet());
    wanted.forEach(
        (what, value) -> {
          JsonNode found = Objects.requireNonNull(shown.get(what));
          assertThat(Trees.same(found, value))
              .as("%s: wanted %s, found %s", what, value, found)
              .isTrue();
        });
  }

  private static JsonNode filled(JsonNode value, Map<String, String> values) {
    try {
      return Trees.JSON.readTree(RecordedAnswer.filled(value.toString(), values));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private RawApi.Answer send(String step, Map<String, String> values) {
    return api.send(
        "Bearer " + KubernetesUnderTest.token(KubernetesUnderTest.PARENT, PretendAws.SECRET),
        RecordedAnswer.filled(step, values));
  }
}
