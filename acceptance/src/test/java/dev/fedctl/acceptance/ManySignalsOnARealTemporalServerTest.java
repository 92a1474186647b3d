package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.Operable;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * More signals than the server lets one run take (10,000), while they are read. The server refuses
 * a run's wish to end when it holds signals that this run has not seen ({@code UnhandledCommand});
 * then it keeps senders waiting until the run has seen them and has ended.
 */
@Isolated("it needs both cores")
class ManySignalsOnARealTemporalServerTest {

  private static final int SIGNALS = 20_000;

  /** One run takes 10,000, of which the deployment has needed some. */
  private static final int NEARLY_MOST = 9_900;

  private static final int SENDERS = 16;

  /** A federation remembers a thousand requests. */
  private static final int BETWEEN_MARKS = 25;

  private static final String PARKED = "karmada-guidance-member-1/node-group";

  @Test
  void noneIsLostAndWhatIsParkedStaysSo(@TempDir Path folder, TestReporter report)
      throws Exception {
    try (LiveFederation live = LiveFederation.start(folder, deniedOnce())) {
      assertThat(live.settled().parked()).extracting(ParkedStep::step).containsExactly(PARKED);
      String firstRun = live.run(live.id());
      String generation = live.federation().memory().generation();
      long began = System.nanoTime();

      send(live.untyped(), SIGNALS);
      report.publishEntry(
          "seconds to send",
          String.valueOf(Duration.ofNanos(System.nanoTime() - began).toSeconds()));
      live.until("every signal is read", () -> isRead(live, "the last one"));

      assertThat(live.federation().memory().requests().keySet())
          .hasSize(SIGNALS / BETWEEN_MARKS)
          .containsAll(
              IntStream.range(0, SIGNALS)
                  .filter(ManySignalsOnARealTemporalServerTest::isMark)
                  .mapToObj(ManySignalsOnARealTemporalServerTest::mark)
                  .toList());
      assertThat(live.run(live.id())).isNotEqualTo(firstRun);
      assertThat(live.federation().memory().generation()).isEqualTo(generation);
      FederationStatus after = live.settled();
      assertThat(after.outcome()).contains(Outcome.PARTIAL);
      assertThat(after.members()).hasSize(2);
      assertThat(after.parked()).extracting(ParkedStep::step).containsExactly(PARKED);

      live.federation().retryByUpdate(Received.of(new Directive(PARKED, "tester", "because")));
      live.complete(2);
      assertThat(live.sandbox().duplicates()).isEmpty();
      assertThat(live.sandbox().ledger().calls()).containsEntry("eks:CreateCluster", 3);
    }
  }

  @Test
  void asManyAsOneRunTakesAreReadThoughNoWorkerWasThere(@TempDir Path folder) throws Exception {
    try (LiveFederation live = LiveFederation.start(folder)) {
      live.complete(2);
      String firstRun = live.run(live.id());

      live.stopWorkers();
      send(live.untyped(), NEARLY_MOST);
      live.startWorker();
      live.until("every signal is read", () -> isRead(live, "the last one"));

      assertThat(live.federation().memory().requests()).hasSize(NEARLY_MOST / BETWEEN_MARKS);
      assertThat(live.run(live.id())).isNotEqualTo(firstRun);
      live.complete(2);
    }
  }

  private static void send(WorkflowStub federation, int signals) throws Exception {
    List<Callable<Boolean>> senders = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int first = sender;
      senders.add(
          () -> {
            for (int i = first; i < signals; i += SENDERS) {
              sendOne(federation, i);
            }
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
      for (Future<Boolean> done : threads.invokeAll(senders)) {
        assertThat(done.get()).isTrue();
      }
    }
    signal(federation, Operable.RETRY, Map.of("target", "the last one"));
  }

  private static void sendOne(WorkflowStub federation, int i) {
    List<Map<String, String>> known = List.of(Map.of("name", "karmada-guidance-member-2"));
    if (isMark(i)) {
      signal(
          federation,
          FederationWorkflow.ADD_MEMBERS,
          Map.of("members", known, "requestId", mark(i)));
      return;
    }
    switch (i % 4) {
      case 0 -> signal(federation, FederationWorkflow.ADD_MEMBERS, Map.of("members", known));
      case 1 -> signal(federation, FederationWorkflow.ADD_MEMBERS, Map.of("members", "paris"));
      case 2 -> signal(federation, FederationWorkflow.REMOVE_MEMBERS, "paris");
      default -> signal(federation, Operable.RETRY, Map.of("target", "nobody"));
    }
  }

  /** Sends until it is taken: a run that has no time to read gets no more than 10,000. */
  private static void signal(WorkflowStub federation, String name, Object message) {
    Until.so(
        name + " is taken",
        Duration.ofMinutes(2),
        () -> {
          try {
            federation.signal(name, message);
            return true;
          } catch (WorkflowServiceException refused) {
            if (String.valueOf(refused.getCause()).contains("limit for signal events")) {
              return false;
            }
            throw refused;
          }
        });
  }

  private static boolean isRead(LiveFederation live, String target) {
    return live.federation().status().rejections().stream()
        .map(Rejection::reason)
        .anyMatch(reason -> reason.contains(target));
  }

  private static boolean isMark(int i) {
    return i % BETWEEN_MARKS == 0;
  }

  /** A request that adds nobody new, and is remembered. */
  private static String mark(int i) {
    return "mark-" + i;
  }

  private static FaultRule deniedOnce() {
    return new FaultRule(
        "eks:CreateNodegroup",
        Optional.of("karmada-guidance-member-1*"),
        0,
        1,
        Duration.ZERO,
        new Fault.Fail(new Refusal("AccessDeniedException", 403, "not you")));
  }
}
