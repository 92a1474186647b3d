package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.starter.render.Json;
import dev.fedctl.starter.render.StatusText;
import dev.fedctl.starter.render.StatusView;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong, nothing that is written down holds a key, a token or a certificate. */
@Timeout(600)
@Isolated("all that is logged is searched")
class NoSecretsAnywhereTest {

  /** Others' answers quote what they were sent. */
  private static final String QUOTING =
      "denied: Bearer eyJhbGciOiJSUzI1NiJ9."
          + Secrets.PLANTED
          + " at https://sts.eu-north-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature="
          + Secrets.PLANTED
          + "&X-Amz-Security-Token="
          + Secrets.PLANTED
          + " with k8s-aws-v1."
          + Secrets.PLANTED;

  private static final String FAULTS =
      """
      - {call: "eks:CreateNodegroup", subject: "f-member-1/*",
         outcome: {state: CREATE_FAILED, code: IamThrottling, message: "%1$s"}}
      - {call: "eks:CreateAddon", subject: "f-member-1/coredns",
         fail: {code: AccessDeniedException, status: 403, message: "%1$s"}}
      - {call: "eks:DescribeCluster", count: 3, throttle: true}
      - {call: "iam:CreateRole", fail: {code: ExpiredToken, status: 403, message: "%1$s"}}
      - {call: "k8s:create secrets", subject: "*/karmada-cert", lostReply: true}
      - {call: "k8s:patch secrets", fail: {code: Forbidden, status: 403, message: "%1$s"}}
      - {call: "k8s:create selfsubjectaccessreviews", lostRequest: true}
      """
          .formatted(QUOTING);

  @Test
  void disturbedFederationWritesNoneDown() {
    try (WrittenDown written = new WrittenDown();
        DisturbedFederation run = new DisturbedFederation(1, FAULTS)) {
      look(run, written, run.until(status -> !status.parked().isEmpty()));
      look(run, written, run.settled());
      look(run, written, run.afterwards(FederationWorkflow::retry, "all"));

      FederationStatus last = run.settled();
      for (int i = 0; i < 3 && !last.parked().isEmpty(); i++) {
        last = run.afterwards(FederationWorkflow::retry, "all");
      }
      look(run, written, last);

      assertThat(written.secrets()).isEmpty();
      assertThat(written.lines()).isGreaterThan(300);
      assertThat(last.outcome()).as("%s", last.parked()).contains(Outcome.COMPLETE);
    }
  }

  @Test
  void secretInALogIsFoundWhereverItStands() {
    try (WrittenDown written = new WrittenDown()) {
      LoggerFactory.getLogger("any").debug("so {}", Secrets.PLANTED);
      LoggerFactory.getLogger("any")
          .debug("thrown", new IllegalStateException(new RuntimeException(Secrets.PLANTED)));

      assertThat(written.secrets()).hasSize(2);
    }
  }

  private static void look(DisturbedFederation run, WrittenDown written, FederationStatus status) {
    StatusView view = StatusView.of(status, "running");
    written.search("status", Json.pretty(view));
    written.search("status for people", StatusText.of(view, Instant.EPOCH));
    written.search("progress", run.workflows.progress().toString());
    run.workflows
        .fetchHistories()
        .forEach(
            history -> {
              String id = history.getWorkflowExecution().getWorkflowId();
              written.search("history of " + id, history.getHistory());
              written.search("pending of " + id, run.described(id));
            });
    written.search("ledger", run.rows().toString());
  }
}
