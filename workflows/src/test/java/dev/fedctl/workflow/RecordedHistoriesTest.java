package dev.fedctl.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.fedctl.contract.workflow.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.Worker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Federations that run survive an upgrade: today's workflows replay what released ones did, at
 * every station of a federation's life.
 */
class RecordedHistoriesTest {

  static List<RecordedHistory> recorded() {
    return RecordedHistory.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void recordedHistoryReplays(RecordedHistory recorded) throws Exception {
    replay(recorded, WorkflowTypes.implementations());
  }

  @Test
  void everyStationOfEveryReleaseIsRecorded() {
    Map<String, TreeSet<String>> stations =
        recorded().stream()
            .collect(
                Collectors.groupingBy(
                    RecordedHistory::release,
                    TreeMap::new,
                    Collectors.mapping(
                        RecordedHistory::station, Collectors.toCollection(TreeSet::new))));

    assertThat(stations).isNotEmpty();
    assertThat(stations.values())
        .allSatisfy(
            found ->
                assertThat(found)
                    .containsExactlyInAnyOrder(
                        "complete",
                        "partial",
                        "retried",
                        "changed",
                        "grown",
                        "aborted",
                        "shrunk",
                        "destroyed"));
  }

  @Test
  void everyWorkflowThatAWorkerRunsIsRecorded() {
    List<String> run =
        Arrays.stream(WorkflowTypes.implementations())
            .map(POJOWorkflowImplMetadata::newInstance)
            .flatMap(implementation -> implementation.getWorkflowMethods().stream())
            .map(POJOWorkflowMethodMetadata::getName)
            .toList();

    assertThat(run).isNotEmpty();
    assertThat(recorded()).extracting(RecordedHistory::type).containsAll(run);
  }

  @Test
  void anotherOrderOfStepsDoesNotReplay() {
    List<RecordedHistory> removals =
        recorded().stream().filter(one -> one.type().equals("ClusterRemoval")).toList();

    assertThat(removals).isNotEmpty();
    assertAll(
        removals.stream()
            .map(
                removal ->
                    () -> {
                      assertThatCode(() -> replay(removal, RemovalInOrder.AsRecorded.class))
                          .doesNotThrowAnyException();
                      assertThatThrownBy(() -> replay(removal, RemovalInOrder.Reordered.class))
                          .hasStackTraceContaining(NonDeterministicException.class.getName());
                    }));
  }

  private static void replay(RecordedHistory recorded, Class<?>... implementations)
      throws Exception {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(implementations);
      WorkflowReplayer.replayWorkflowExecution(recorded.history(), worker);
    }
  }
}
