package dev.fedctl.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.server.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the Temporal server, and how it is said. */
class ServerErrorsTest {

  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status fed",
        "watch fed",
        "list",
        "spec fed",
        "history fed",
        "members list fed",
        "members add fed --member paris",
        "members remove fed paris --yes",
        "retry fed all",
        "skip fed all",
        "abort fed all",
        "destroy fed",
        "plan ../examples/guidance.yaml",
        "apply ../examples/guidance.yaml --yes"
      })
  void everyCommandSaysThatNobodyListensThereAndWhatCuresIt(String command) {
    CommandLineRun run =
        new CommandLineRun.Place()
            .at("127.0.0.1:" + TemporalPeer.freePort())
            .run(command.split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.SERVER_UNREACHABLE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .satisfiesOnlyOnce(
            line ->
                assertThat(line)
                    .startsWith("error: the Temporal server at 127.0.0.1:")
                    .contains("Connection refused"))
        .satisfiesOnlyOnce(line -> assertThat(line).startsWith("cure: start one: fedctl dev"))
        .noneMatch(line -> line.contains("at io.grpc") || line.contains("WARN"));
  }

  @Test
  void silentServerIsGivenUpOn() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          new CommandLineRun.Place()
              .with(SHORT)
              .at("127.0.0.1:" + silent.getLocalPort())
              .run("list");

      assertThat(run.exitCode()).isEqualTo(ExitCodes.SERVER_UNREACHABLE);
      assertThat(run.err()).contains("does not answer in time");
    }
  }

  @Test
  void whatIsWrongIsSaidWithinFiveSeconds() {
    assertThat(Deadlines.STANDARD.patience()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void federationThatNobodyAnswersForMeansNoWorker() {
    try (TemporalPeer peer = TemporalPeer.start()) {
      CommandLineRun.Place place = new CommandLineRun.Place().at(peer.address()).with(SHORT);

      CommandLineRun run = place.run("plan", "../examples/guidance.yaml");

      assertThat(run.exitCode()).isEqualTo(ExitCodes.NO_WORKER);
      assertThat(run.err()).contains("cure: start one: fedctl worker");
    }
  }

  @Test
  void profileThatIsNotThereIsNamed() {
    CommandLineRun run = CommandLineRun.of("list", "--profile", "nowhere");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("nowhere");
  }

  @Test
  void commandLineGoesBeforeTheEnvironment() {
    CommandLineRun run =
        new CommandLineRun.Place().at("127.0.0.1:1").run("list", "--address", "127.0.0.1:2");

    assertThat(run.err()).contains("at 127.0.0.1:2 ").doesNotContain("127.0.0.1:1 ");
  }

  @Test
  void doctorSaysAllOfItAndFails() {
    CommandLineRun run = new CommandLineRun.Place().at("127.0.0.1:1").run("doctor", "-o", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNHEALTHY);
    assertThat(run.json().at("/0/grade").asText()).isEqualTo("fail");
    assertThat(run.json().at("/0/subject").asText()).isEqualTo("server");
    assertThat(run.json().at("/0/cure").asText()).contains("fedctl dev");
  }
}
