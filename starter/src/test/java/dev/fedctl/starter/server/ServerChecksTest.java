package dev.fedctl.starter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fedctl.contract.identity.WorkerIdentity;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server says of its pollers and attributes, and what becomes of it. */
class ServerChecksTest {

  private final Server server =
      Server.of(
          ServerSettings.load(
              Map.of("TEMPORAL_NAMESPACE", "prod"),
              Optional.of("127.0.0.1:1"),
              Optional.empty(),
              Optional.empty()),
          new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
          "ada@desk");
  private final List<String> warnings = new ArrayList<>();
  private final ServerChecks checks = new ServerChecks(server, "1.4.2", warnings::add);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void namespaceWithoutSearchAttributesIsNamedWithTheCommandThatAddsThem() {
    assertThatThrownBy(() -> checks.allAttributes(List.of("FedctlRegion", "FedctlParked")))
        .hasMessage(
            "namespace \"prod\" does not have the search attributes FedctlRegion, FedctlParked")
        .asInstanceOf(type(CommandFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCodes.NAMESPACE_UNFIT);
              assertThat(failure.cure())
                  .contains(
                      "temporal operator search-attribute create --namespace prod --name"
                          + " FedctlRegion --type Keyword --name FedctlParked --type Bool");
            });
  }

  @Test
  void nobodyWhoPollsMeansNoWorker() {
    assertThatThrownBy(() -> checks.someUnderstand(List.of()))
        .hasMessage(
            "no worker answers on task queue \"fedctl\" of namespace \"prod\" at 127.0.0.1:1")
        .asInstanceOf(type(CommandFailure.class))
        .satisfies(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCodes.NO_WORKER);
              assertThat(failure.cure()).contains("start one: fedctl worker");
            });
  }

  @Test
  void workersOfAnotherReleaseAreRefusedAndNamed() {
    assertThatThrownBy(() -> checks.someUnderstand(List.of(worker("1.3.9"), worker("1.5.0"))))
        .hasMessage("this is fedctl 1.4.2, and the workers are of version 1.3.9, 1.5.0")
        .asInstanceOf(type(CommandFailure.class))
        .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.VERSIONS_DIFFER));
  }

  @Test
  void workersThatAreBeingExchangedAreOnlyWarnedAbout() {
    assertThatCode(() -> checks.someUnderstand(List.of(worker("1.3.9"), worker("1.4.0"))))
        .doesNotThrowAnyException();

    assertThat(warnings)
        .containsExactly(
            "some workers are of version 1.3.9, this is 1.4.2: end them when the new ones stand");
  }

  @Test
  void releasesThatDifferInTheirLastNumberAndStrangersAreTaken() {
    checks.someUnderstand(List.of(worker("1.4.9"), new Poller("4711@somewhere", Instant.EPOCH)));

    assertThat(warnings).isEmpty();
  }

  @Test
  void workersSignSoThatTheirVersionCanBeReadBack() {
    WorkerIdentity identity = new WorkerIdentity("1.4.2", "4711@host");

    assertThat(identity).hasToString("fedctl/1.4.2@4711@host");
    assertThat(WorkerIdentity.parse(identity.toString())).contains(identity);
    assertThat(WorkerIdentity.parse("4711@host")).isEmpty();
  }

  private static Poller worker(String version) {
    return new Poller(new WorkerIdentity(version, "1@host").toString(), Instant.EPOCH);
  }
}
