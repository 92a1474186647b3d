package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Commands, real workflows and activities, and the sandbox, in real time that is scaled. */
@Timeout(600)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LifeInTheSandboxTest {

  private static final int SPEED = 120;
  private static final List<String> USER =
      List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.endpointUrl");

  @TempDir private Path folder;
  private final int port = freePort();
  private final TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port);
  private final WorkflowServiceStubs service =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget("127.0.0.1:" + port)
              .validateAndBuildWithDefaults());
  private final World world = World.standard("eu-north-1", "KarmadaVPC");
  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.of(ScaledClock.startingNow(SPEED), world), KubernetesHalf::new);
  private final FedctlWorker worker = worker();

  @AfterEach
  void stop() {
    worker.closeNow();
    sandbox.close();
    service.shutdownNow();
    temporal.close();
    USER.forEach(System::clearProperty);
  }

  @Test
  void federationLivesFromApplyToDestroy() throws IOException {
    Path spec = spec(1);

    assertThat(run("plan", spec.toString(), "-o", "json").json().path("mode").asText())
        .isEqualTo("create");

    Run applied = run("apply", spec.toString(), "--yes");
    assertThat(applied.exitCode()).as(applied.err()).isZero();
    assertThat(applied.err()).contains("✔ fed-parent/control-plane", "✔ fed-member-1/join");
    assertThat(states()).containsExactly("fed-member-1 Ready");

    assertThat(run("members", "add", "fed", "--member", "paris").exitCode()).isZero();
    assertThat(run("watch", "fed").exitCode()).isZero();
    assertThat(states()).containsExactly("fed-member-1 Ready", "paris Ready");

    Run old = run("apply", spec.toString());
    assertThat(old.exitCode()).as(old.err()).isZero();
    assertThat(old.err())
        .contains("these members stay although the spec does not name them: paris");
    assertThat(states()).hasSize(2);

    kubeconfigIsWrittenForTheUserOnly();

    Run removed = run("members", "remove", "fed", "paris", "--yes");
    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(run("watch", "fed").exitCode()).isZero();
    assertThat(states()).containsExactly("fed-member-1 Ready");

    Run destroyed = run("destroy", "fed", "--yes", "--name", "fed", "--account", world.account());
    assertThat(destroyed.exitCode()).as(destroyed.err()).isZero();
    assertThat(destroyed.out())
        .matches("federation \"fed\" is destroyed: found ([1-9]\\d*), deleted \\1, left 0\n");
    assertThat(sandbox.duplicates()).isEmpty();
    assertThat(
            run("history", "fed", "-o", "json")
                .json()
                .valueStream()
                .map(deed -> deed.path("what").asText())
                .filter(what -> !what.equals("phase")))
        .containsExactly(
            "started", "addMembers", "applySpec", "removeMembers", "destroy", "completed");
  }

  private void kubeconfigIsWrittenForTheUserOnly() throws IOException {
    World.Principal user = world.principals().getFirst();
    System.setProperty("aws.accessKeyId", user.accessKeyId());
    System.setProperty("aws.secretAccessKey", user.secretAccessKey());
    System.setProperty("aws.sessionToken", user.sessionToken().orElse(""));
    System.setProperty("aws.endpointUrl", sandbox.awsEndpoint().toString());
    Path file = folder.resolve("fed.kubeconfig");

    Run first = run("kubeconfig", "fed", "--out", file.toString());
    Run second = run("kubeconfig", "fed", "--out", file.toString());

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(file + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .contains("current-context: fed\n", "- get-token\n", "tls-server-name: ")
        .contains("client-key-data: ")
        .contains("name: fed-parent\n", "name: paris\n");
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("is there already");
  }

  private List<String> states() {
    return run("members", "list", "fed", "-o", "json")
        .json()
        .valueStream()
        .map(member -> member.path("name").asText() + " " + member.path("state").asText())
        .toList();
  }

  private record Run(int exitCode, String out, String err) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(err, e);
      }
    }
  }

  private Run run(String... arguments) {
    Path layer = folder.resolve("layer.yaml");
    CommandLineRun run =
        CommandLineRun.with(
            Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + port, "FEDCTL_SPEC_LAYER", layer.toString()),
            arguments);
    return new Run(run.exitCode(), run.out(), run.err());
  }

  private Path spec(int members) throws IOException {
    Files.writeString(
        folder.resolve("layer.yaml"),
        "spec: {karmada: {crds: {url: \"%s\", sha256: %s}}}"
            .formatted(sandbox.crdArchive().url(), sandbox.crdArchive().sha256()));
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        apiVersion: fedctl.dev/v1alpha1
        kind: Federation
        metadata: {name: fed}
        spec:
          network: {vpc: {name: KarmadaVPC}}
          members: {count: %d}
        """
            .formatted(members));
  }

  private FedctlWorker worker() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    SearchAttributeSetup.on(operator, "default");
    operator.shutdownNow();
    World.Principal principal = world.principals().getFirst();
    return FedctlWorker.start(
        WorkflowClient.newInstance(service),
        new WorkerSettings(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    principal.accessKeyId(),
                    principal.secretAccessKey(),
                    principal.sessionToken().orElseThrow())),
            Optional.of(sandbox.awsEndpoint()),
            InstantSource.system(),
            SPEED));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
