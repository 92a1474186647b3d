package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.TemporalServer;
import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.Destroy;
import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.FederationInput;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.contract.workflow.ObservationWorkflow;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * One federation from its first deployment to its end on Temporal's own server; its histories are
 * written into the folder that the system property {@code fedctl.record} names. No test: its name
 * keeps it out of every run but {@code make record-history}.
 */
class HistoryRecording {

  private static final int SPEED = 120;
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String ACTOR = "recorder";

  private static final FederationDocument EXAMPLE = example();
  private static final String NAME = EXAMPLE.name();
  private static final String FIRST = NAME + "-member-1";
  private static final String PARKED = NAME + "-member-2";
  private static final String LATE = NAME + "-member-3";

  private final List<String> ids =
      new ArrayList<>(
          List.of(
              WorkflowIds.federation(NAME),
              WorkflowIds.karmada(NAME),
              WorkflowIds.cluster(NAME, EXAMPLE.parentName())));

  @Test
  void everyStationOfAFederationIsRecorded(@TempDir Path scratch) throws Exception {
    World world = World.standard(EXAMPLE.spec().region(), "KarmadaVPC");
    SandboxOptions options =
        SandboxOptions.of(ScaledClock.startingNow(SPEED), world).withFaults(parking());
    try (TemporalServer temporal = TemporalServer.start(scratch);
        Sandbox sandbox = Sandbox.start(options, KubernetesHalf::new);
        FedctlWorker worker =
            FedctlWorker.start(
                temporal.client("fedctl/recorded@worker"), settings(world, sandbox))) {
      WorkflowClient client = temporal.client("fedctl/recorded@starter");
      record(client, sandbox.crdArchive(), scratch);
      assertThat(worker.isPolling()).isTrue();
    }
  }

  private void record(WorkflowClient client, Sandbox.Archive crds, Path scratch) throws Exception {
    HistoryFolder histories = new HistoryFolder(client, target(), machine(scratch));
    FederationWorkflow federation = start(client, crds);
    FederationStatus first = until(federation, "the deployment", ready(1));
    look(client);
    histories.write("complete", idsWith(FIRST, "observation/recorded"));

    federation.addMembers(adding(PARKED));
    until(federation, "a step parks", status -> status.settled() && !status.parked().isEmpty());
    histories.write("partial", idsWith(PARKED));

    federation.retryByUpdate(Received.of(new Directive(PARKED, ACTOR, "the cause is cured")));
    until(federation, "the retry", ready(2));
    histories.write("retried", ids);

    federation.addMembers(adding(LATE));
    until(federation, "one more member", ready(3));
    histories.write("grown", idsWith(LATE));

    federation.removeMembers(
        Received.of(
            new RemoveMembers(List.of(PARKED), false, Optional.of(ACTOR), Optional.empty())));
    until(federation, "one member less", ready(2));
    histories.write("shrunk", ids);

    federation.destroy(
        Received.of(
            new Destroy(
                NAME, first.account().orElseThrow(), Optional.of(ACTOR), Optional.empty())));
    WorkflowStub.fromTyped(federation).getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, Void.class);
    histories.write("destroyed", ids);
  }

  private List<String> idsWith(String member, String... others) {
    ids.add(WorkflowIds.cluster(NAME, member));
    ids.add(WorkflowIds.member(NAME, member));
    ids.addAll(List.of(others));
    return ids;
  }

  private static FederationWorkflow start(WorkflowClient client, Sandbox.Archive crds) {
    FederationWorkflow federation =
        client.newWorkflowStub(FederationWorkflow.class, options(WorkflowIds.federation(NAME)));
    WorkflowClient.start(
        federation::run,
        FederationInput.first(
            EXAMPLE
                .withMembers(List.of(MemberSpec.named(FIRST)))
                .withCrds(
                    new KarmadaSpec.Crds(
                        Optional.of(crds.url().toString()), Optional.of(crds.sha256())))));
    return federation;
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

  private static FederationStatus until(
      FederationWorkflow federation, String what, Predicate<FederationStatus> condition) {
    return Until.there(what, LIMIT, () -> Optional.of(federation.status()).filter(condition));
  }

  private static Predicate<FederationStatus> ready(int members) {
    return status ->
        status.settled()
            && status.outcome().filter(Outcome.COMPLETE::equals).isPresent()
            && status.members().size() == members
            && status.members().stream().allMatch(one -> one.state() == MemberStatus.State.READY);
  }

  private static Received<AddMembers> adding(String member) {
    return Received.of(AddMembers.named(List.of(MemberSpec.named(member)), ACTOR, ""));
  }

  /** The second member may have no nodes at first. */
  private static FaultPlan parking() {
    return new FaultPlan(
        List.of(
            new FaultRule(
                "eks:CreateNodegroup",
                Optional.of(PARKED + "*"),
                0,
                1,
                Duration.ZERO,
                new Fault.Fail(new Refusal("AccessDeniedException", 403, "not yet")))));
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

  private static FederationDocument example() {
    String file = System.getProperty("fedctl.example", "../examples/guidance.yaml");
    return new SpecLoader(InputStream.nullInputStream()).load(file, List.of()).document();
  }

  private static WorkerSettings settings(World world, Sandbox sandbox) {
    World.Principal principal = world.principals().getFirst();
    return new WorkerSettings(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                principal.accessKeyId(),
                principal.secretAccessKey(),
                principal.sessionToken().orElseThrow())),
        Optional.of(sandbox.awsEndpoint()),
        InstantSource.system(),
        SPEED);
  }
}
