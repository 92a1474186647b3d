package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Until;
import dev.fedctl.acceptance.site.Cloud;
import dev.fedctl.acceptance.site.Deeds;
import dev.fedctl.acceptance.site.FedctlProcess;
import dev.fedctl.acceptance.site.Site;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.starter.ExitCodes;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the middle of a deployment the worker is started anew with the profile of another account,
 * where nothing of the federation is to be found.
 */
class WrongAccountOnARealTemporalServerTest {

  private static final String NAME = "karmada-guidance";
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @TempDir private Path folder;

  @Test
  void nothingIsBuiltThereAndTheRightWorkerGoesOn() throws Exception {
    try (Site site = Site.start(folder)) {
      FedctlProcess right = site.worker();
      FedctlProcess applied =
          site.command(
              List.of("apply", Site.example(), "--set=spec.members.count=1", "--yes", "--detach"));
      assertThat(applied.exitCode()).as(applied.err()).isZero();
      Until.so("clusters are made", LIMIT, () -> site.cloud().hasSeen("eks:CreateCluster"));
      right.kill();

      Cloud elsewhere = site.otherAccount(world());
      FedctlProcess wrong = site.worker(List.of(), elsewhere.environment()).saying("worker polls");
      FederationStatus stuck = until(site, WrongAccountOnARealTemporalServerTest::isStuck);
      assertThat(stuck.parked())
          .allSatisfy(
              step -> assertThat(step.facts().message()).contains("111122223333", "444455556666"));
      FedctlProcess watched = site.command(List.of("watch", NAME));
      assertThat(watched.exitCode()).isEqualTo(FailureKind.WRONG_ACCOUNT.exitCode());
      assertThat(watched.out()).contains("give the worker credentials of account 111122223333");
      assertThat(elsewhere.rows()).noneMatch(LedgerRow.Mutation.class::isInstance);
      wrong.kill();

      site.worker();
      // It would go on by itself within a minute. The server may still wait for the one that died.
      Until.so(
          "a retry is taken",
          LIMIT,
          () -> site.command(List.of("retry", NAME, "all")).exitCode() == ExitCodes.OK);
      until(site, status -> status.outcome().filter(Outcome.COMPLETE::equals).isPresent());
      assertThat(new Deeds(site.cloud().rows()).repeated()).isEmpty();
    }
  }

  private static boolean isStuck(FederationStatus status) {
    return status.settled()
        && !status.parked().isEmpty()
        && status.parked().stream()
            .allMatch(step -> step.facts().kind() == FailureKind.WRONG_ACCOUNT);
  }

  private static FederationStatus until(Site site, Predicate<FederationStatus> expected) {
    FederationWorkflow federation =
        site.temporal()
            .client()
            .newWorkflowStub(FederationWorkflow.class, WorkflowIds.federation(NAME));
    return Until.there("it is so", LIMIT, () -> Optional.of(federation.status()).filter(expected));
  }

  private static Path world() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                WrongAccountOnARealTemporalServerTest.class.getResource(
                    "/worlds/other-account.yaml"))
            .toURI());
  }
}
