package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.starter.spec.SpecLoader;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One federation from its first deployment to its end on Temporal's own server; its histories are
 * written into the folder that the system property {@code fedctl.record} names. No test: its name
 * keeps it out of every run but {@code make record-history}.
 */
class HistoryRecording {

  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String ACTOR = "recorder";

  /** Low enough for a federation to continue as new more than once. */
  private static final int EVENTS_IN_A_RUN = 250;

  private static final FederationDocument EXAMPLE = LiveFederation.example();
  private static final String NAME = EXAMPLE.name();
  private static final String FIRST = NAME + "-member-1";
  private static final String PARKED = NAME + "-member-2";
  private static final String WITHOUT_METRICS = NAME + "-member-3";
  private static final String GIVEN_UP = NAME + "-member-4";

  private final List<String> ids =
      new ArrayList<>(
          List.of(
              WorkflowIds.federation(NAME),
              WorkflowIds.karmada(NAME),
              WorkflowIds.cluster(NAME, EXAMPLE.parentName())));

  @Test
  void everyStationOfAFederationIsRecorded(@TempDir Path scratch) throws Exception {
    TemporalServer temporal = TemporalServer.startSuggestingNewRunsAfter(EVENTS_IN_A_RUN, scratch);
    try (LiveFederation live =
        LiveFederation.prepare(
            EXAMPLE.withMembers(List.of(MemberSpec.named(FIRST))),
            temporal,
            "fedctl/recorded@worker",
            parking())) {
      record(live, temporal.client("fedctl/recorded@starter"), scratch);
    }
  }

  private void record(LiveFederation live, WorkflowClient client, Path scratch) throws Exception {
    HistoryFolder histories = new HistoryFolder(client, target(), machine(scratch));
    FederationWorkflow federation =
        client.newWorkflowStub(FederationWorkflow.class, options(WorkflowIds.federation(NAME)));
    WorkflowClient.start(federation::run, FederationInput.first(live.document()));
    FederationStatus first = live.complete(1);
    look(client);
    histories.write("complete", idsWith(FIRST, "observation/recorded"));

    federation.addMembers(adding(PARKED));
    stepParks(live);
    histories.write("partial", idsWith(PARKED));

    federation.retryByUpdate(saying(PARKED));
    live.complete(2);
    histories.write("retried", ids);

    federation.applySpec(demanding(6, federation.spec()));
    live.until("the demo has grown", status -> status.settled() && replicas(status) == 6);
    histories.write("changed", ids);

    federation.addMembers(adding(WITHOUT_METRICS));
    stepParks(live);
    federation.skipByUpdate(saying(WITHOUT_METRICS + "/addon-metrics-server"));
    live.complete(3);
    histories.write("grown", idsWith(WITHOUT_METRICS));

    federation.addMembers(adding(GIVEN_UP));
    stepParks(live);
    federation.abortByUpdate(saying(GIVEN_UP));
    live.until("a member is given up", status -> status.settled() && status.parked().isEmpty());
    histories.write("aborted", idsWith(GIVEN_UP));

    federation.removeMembers(
        Received.of(
            new RemoveMembers(
                List.of(PARKED, GIVEN_UP), false, Optional.of(ACTOR), Optional.empty())));
    live.complete(2);
    histories.write("shrunk", ids);

    federation.destroy(
        Received.of(
            new Destroy(
                NAME, first.account().orElseThrow(), Optional.of(ACTOR), Optional.empty())));
    WorkflowStub.fromTyped(federation).getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, Void.class);
    histories.write("destroyed", ids);
    assertThat(target())
        .as("it has continued as new")
        .isDirectoryRecursivelyContaining("glob:**/Federation-*-run-2.json.gz");
  }

  private List<String> idsWith(String member, String... others) {
    ids.add(WorkflowIds.cluster(NAME, member));
    ids.add(WorkflowIds.member(NAME, member));
    ids.addAll(List.of(others));
    return ids;
  }

  private static void stepParks(LiveFederation live) {
    live.until("a step parks", status -> status.settled() && !status.parked().isEmpty());
  }

  private static int replicas(FederationStatus status) {
    return status.demo().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What the command line asks a worker to look at. */
  private static void look(WorkflowClient client) {
    client
        .newWorkflowStub(ObservationWorkflow.class, options("observation/recorded"))
        .look(ObservationWorkflow.Request.identity(NAME, EXAMPLE.spec().region()));
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.FEDCTL).build();
  }

  private static Received<AddMembers> adding(String member) {
    return Received.of(AddMembers.named(List.of(MemberSpec.named(member)), ACTOR, ""));
  }

  private static Received<Directive> saying(String target) {
    return Received.of(new Directive(target, ACTOR, "as the recording has it"));
  }

  /** The federation as it is, with another demo. */
  private static Received<ApplySpec> demanding(int replicas, FederationDocument document) {
    String file = System.getProperty("fedctl.example", "../examples/guidance.yaml");
    FederationDocument changed =
        new SpecLoader(InputStream.nullInputStream())
            .load(file, List.of("spec.demo.replicas=" + replicas))
            .document()
            .withMembers(document.memberSpecs())
            .withCrds(document.spec().karmada().crds());
    return Received.of(new ApplySpec(changed, false, Optional.of(ACTOR), Optional.empty()));
  }

  private static FaultPlan parking() {
    return new FaultPlan(
        List.of(
            denied("eks:CreateNodegroup", PARKED + "/*"),
            denied("eks:CreateAddon", WITHOUT_METRICS + "/metrics-server"),
            denied("eks:CreateCluster", GIVEN_UP)));
  }

  private static FaultRule denied(String call, String subject) {
    return new FaultRule(
        call,
        Optional.of(subject),
        0,
        1,
        Duration.ZERO,
        new Fault.Fail(new Refusal("AccessDeniedException", 403, "not yet")));
  }

  private static List<String> machine(Path scratch) throws IOException {
    return List.of(
        "@" + InetAddress.getLocalHost().getHostName(),
        scratch.toString(),
        System.getProperty("user.home") + "/",
        System.getProperty("user.dir"));
  }

  private static Path target() {
    String folder = System.getProperty("fedctl.record");
    if (folder == null) {
      throw new AssertionError("-Dfedctl.record=FOLDER must say where the histories go");
    }
    return Path.of(folder).toAbsolutePath();
  }
}
