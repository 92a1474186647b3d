package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.TlsFront;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.contract.identity.WorkflowIds;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How command and worker find Temporal's server, what they say when they do not, and their end. */
class ConnectionsOnARealTemporalServerTest {

  private static final int NO_SERVER = 13;
  private static final int NO_NAMESPACE = 14;
  private static final int INTERRUPTED = 130;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private Site site;
  private TlsFront front;

  @BeforeEach
  void start() {
    site = Site.start(folder);
    front = TlsFront.before(site.temporal().address());
  }

  @AfterEach
  void stop() {
    front.close();
    site.close();
  }

  @Test
  void connectionsThatCannotBeAreOneMessageWithItsCure() {
    Map<String, String> nowhere = Map.of("TEMPORAL_NAMESPACE", "nowhere");
    Map<String, String> tlsIsMissing = Map.of("TEMPORAL_ADDRESS", front.address());
    Map<String, String> tlsIsTooMuch = Map.of("TEMPORAL_TLS", "true");
    Map<String, String> authorityIsUnknown = with(tlsIsMissing, tlsIsTooMuch);
    Map<String, String> keyMeansTls = Map.of("TEMPORAL_API_KEY", "a-key-nobody-may-see");

    ends(NO_NAMESPACE, nowhere, "has no namespace \"nowhere\"", "temporal operator namespace");
    ends(NO_SERVER, tlsIsMissing, front.address(), "TLS");
    ends(NO_SERVER, tlsIsTooMuch, site.temporal().address(), "TLS");
    ends(NO_SERVER, authorityIsUnknown, front.address(), "TLS");
    ends(NO_SERVER, keyMeansTls, site.temporal().address(), "TLS");
  }

  @Test
  void tlsAndApiKeyComeFromTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "TEMPORAL_ADDRESS",
            front.address(),
            "TEMPORAL_API_KEY",
            "a-key-nobody-may-see",
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
            front.authority(folder.resolve("ca.pem")).toString());

    FedctlProcess worker =
        site.worker(List.of(), with(site.cloud().environment(), environment))
            .saying("worker polls");
    FedctlProcess list = site.command(environment, List.of("list"));

    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(worker.told().exitCode()).isZero();
    assertThat(worker.err() + list.err()).doesNotContain("a-key-nobody-may-see");
  }

  @Test
  void secondSignalEndsAWorkerThatWaitsForWhatRuns() {
    FedctlProcess worker = site.worker();
    site.cloud().freeze();
    try {
      site.begin();
      Until.so("AWS is called and does not answer", LIMIT, this::isCallUnderWay);

      worker.told().saying("worker stops: what runs has 30 s to end").told();

      assertThat(worker.exitCode()).isEqualTo(INTERRUPTED);
    } finally {
      site.cloud().thaw();
    }
  }

  /** Of a command and of a worker. */
  private void ends(int code, Map<String, String> environment, String... words) {
    FedctlProcess list = site.command(environment, List.of("list"));
    FedctlProcess worker = site.hastyWorker(with(site.cloud().environment(), environment));
    for (FedctlProcess process : List.of(list, worker)) {
      assertThat(process.exitCode())
          .as("%s in %s: %s", process, environment, process.err())
          .isEqualTo(code);
      assertThat(process.err().lines().filter(line -> line.startsWith("error: ")))
          .as(process.err())
          .hasSize(1);
      assertThat(process.err().lines().filter(line -> line.startsWith("cure: "))).hasSize(1);
      assertThat(process.err())
          .contains(words)
          .doesNotContain("\tat ", "0000", "a-key-nobody-may-see");
    }
  }

  private boolean isCallUnderWay() {
    return site
        .temporal()
        .operations()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(site.temporal().namespace())
                .setExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(WorkflowIds.federation("karmada-guidance")))
                .build())
        .getPendingActivitiesList()
        .stream()
        .anyMatch(one -> one.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED);
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
