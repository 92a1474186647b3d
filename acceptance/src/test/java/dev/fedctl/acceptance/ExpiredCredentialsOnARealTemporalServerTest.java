package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.Deeds;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.workflow.FederationWorkflow;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker's credentials end in the middle of a deployment: first AWS says so, then whoever hands
 * them out. Nobody tells the federation when there are new ones.
 */
class ExpiredCredentialsOnARealTemporalServerTest {

  private static final String NAME = "karmada-guidance";
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @TempDir private Path folder;

  @Test
  void goesOnByItselfOnceThereAreNewOnes() throws Exception {
    session("GOODSESSION00000", "good");
    try (Site site = Site.start(folder, "--world=" + world())) {
      FedctlProcess worker = site.worker(List.of(), environment(site)).saying("worker polls");
      assertThat(
              site.command(
                      List.of(
                          "apply",
                          Site.example(),
                          "--set=spec.members.count=1",
                          "--yes",
                          "--detach"))
                  .exitCode())
          .isZero();
      // Nothing in the cloud has a deadline yet: EKS gives up on nodes that get no network.
      Until.so("clusters are made", LIMIT, () -> site.cloud().hasSeen("eks:CreateCluster"));

      session("ENDEDSESSION0000", "ended");
      stuck(site, "(ExpiredToken");
      FedctlProcess watched = site.command(List.of("watch", NAME));
      assertThat(watched.exitCode()).isEqualTo(FailureKind.EXPIRED_CREDENTIALS.exitCode());
      assertThat(watched.out()).contains("renew the worker's credentials");

      noneHandedOut();
      FedctlProcess retried = site.command(List.of("retry", NAME, "all"));
      assertThat(retried.exitCode()).as(retried.err()).isZero();
      stuck(site, "no AWS credentials");

      session("GOODSESSION00000", "good");
      FederationStatus complete =
          until(site, status -> status.outcome().filter(Outcome.COMPLETE::equals).isPresent());

      assertThat(complete.parked()).isEmpty();
      assertThat(worker.isRunning()).isTrue();
      assertThat(new Deeds(site.cloud().rows()).repeated()).isEmpty();
      assertThat(worker.err()).doesNotContain("-secret", "-session");
    }
  }

  /** Waits until nothing goes on any more for want of credentials, and for this reason. */
  private static void stuck(Site site, String reason) {
    until(
        site,
        status ->
            status.settled()
                && status.parked().stream()
                    .allMatch(one -> one.facts().kind() == FailureKind.EXPIRED_CREDENTIALS)
                && status.parked().stream()
                    .anyMatch(one -> one.facts().message().contains(reason)));
  }

  private static FederationStatus until(Site site, Predicate<FederationStatus> expected) {
    FederationWorkflow federation =
        site.temporal()
            .client()
            .newWorkflowStub(FederationWorkflow.class, WorkflowIds.federation(NAME));
    return Until.there("it is so", LIMIT, () -> Optional.of(federation.status()).filter(expected));
  }

  private Map<String, String> environment(Site site) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        Objects.requireNonNull(site.cloud().environment().get("AWS_ENDPOINT_URL")),
        "AWS_SHARED_CREDENTIALS_FILE",
        folder.resolve("credentials").toString(),
        "AWS_CONFIG_FILE",
        folder.resolve("config").toString());
  }

  /** As a tool that logs in writes it. */
  private void session(String key, String name) throws IOException {
    Files.deleteIfExists(folder.resolve("config"));
    Files.writeString(
        folder.resolve("credentials"),
        """
        [default]
        aws_access_key_id = ASIA%s
        aws_secret_access_key = %2$s-secret
        aws_session_token = %2$s-session
        """
            .formatted(key, name));
  }

  /** The program that hands them out wants a login first. */
  private void noneHandedOut() throws IOException {
    Files.delete(folder.resolve("credentials"));
    Files.writeString(
        folder.resolve("config"), "[default]\ncredential_process = sh -c 'exit 255'\n");
  }

  private static Path world() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                ExpiredCredentialsOnARealTemporalServerTest.class.getResource(
                    "/worlds/two-sessions.yaml"))
            .toURI());
  }
}
