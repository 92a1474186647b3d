package dev.fedctl.sandbox.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.wire.LoopbackHost;
import dev.fedctl.sandbox.wire.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  private static final Map<String, String> USUAL = Map.of("--speed", "1", "--region", "eu-north-1");

  @TempDir private Path folder;

  @Test
  void optionsThatAreLeftOutAreThoseOfTheState() throws IOException {
    begin(Map.of("--seed", "7"));

    try (StateFolder again = StateFolder.open(state(), Map.of(), Map.of("--speed", "60"))) {
      assertThat(again.isContinued()).isTrue();
      assertThat(again.setup())
          .containsOnly(
              Map.entry("--seed", "7"),
              Map.entry("--speed", "1"),
              Map.entry("--region", "eu-north-1"));
    }
  }

  @Test
  void otherOptionsAreRefused() throws IOException {
    begin(Map.of("--seed", "7"));

    assertRefused(
        Map.of("--seed", "8"),
        state()
            + ": this state was made with --seed 7, not with --seed 8; leave the option out, or"
            + " choose another --state");
    assertRefused(
        Map.of("--world", "account: \"1\"\nregions: []\n"),
        state()
            + ": this state was made without --world, not with a --world of 25 characters that"
            + " begins \"account: \"1\"\"; leave the option out, or choose another --state");
  }

  @Test
  void oneProcessHasAState() throws IOException {
    try (StateFolder first = StateFolder.open(state(), Map.of(), USUAL)) {
      assertThat(first.isContinued()).isFalse();
      assertRefused(
          Map.of(),
          state() + ": another sandbox uses this state; stop it, or choose another --state");
    }
    StateFolder.open(state(), Map.of(), USUAL).close();
  }

  @Test
  void folderOfOtherThingsIsNotTaken() throws IOException {
    Files.createDirectories(state());
    Files.writeString(state().resolve("thesis.tex"), "precious");

    assertThatThrownBy(() -> StateFolder.open(state(), Map.of(), USUAL))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageContaining("holds \"thesis.tex\" and no sandbox.json");
    assertThat(state().resolve("journal.jsonl")).doesNotExist();
  }

  @Test
  void tornLastLineIsDroppedAndOverwritten() throws IOException {
    begin(Map.of());
    append("{\"type\":\"drawn\",\"name\":\"a\",\"value\":\"1\"}\n{\"type\":\"dra");

    assertThat(drawn("a", "2")).isEqualTo("1");
    assertThat(drawn("b", "2")).isEqualTo("2");
    assertThat(drawn("b", "3")).isEqualTo("2");
  }

  @Test
  void damageInTheMiddleIsToldWithItsPlace() throws IOException {
    begin(Map.of());
    append("{\"type\":\"drawn\",\"name\":\"a\",\"value\":\"1\"}\nnonsense\n");

    assertRefused(
        Map.of(),
        state().resolve("journal.jsonl")
            + ":2: is no line of a sandbox's journal; the state is damaged, choose another --state");
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    begin(Map.of());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
        .isEqualTo("rwx------");
  }

  @Test
  void itListensWhereItDidAndSaysSoWhenItCannot() throws IOException {
    int port;
    try (StateFolder first = StateFolder.open(state(), Map.of(), USUAL);
        LoopbackHost host = first.host(Optional.empty(), 0)) {
      port = host.plain(0, request -> new WireResponse.Dropped()).port();
      first.begun(host);
    }

    try (StateFolder again = StateFolder.open(state(), Map.of(), USUAL);
        LoopbackHost host = again.host(Optional.empty(), 0)) {
      assertThat(host.plain(0, request -> new WireResponse.Dropped()).port()).isEqualTo(port);
      assertThatThrownBy(() -> LoopbackHost.again(host.address(), port, java.util.List.of()))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void timeStandsUntilTheReplayIsOverAndNeverGoesBack() throws IOException {
    begin(Map.of());
    try (StateFolder again = StateFolder.open(state(), Map.of(), USUAL)) {
      StateClock clock = new StateClock(() -> Instant.EPOCH, again.start());

      assertThat(clock.instant()).isEqualTo(again.start());
      clock.hold(again.start().plusSeconds(60));
      assertThat(clock.instant()).isEqualTo(again.start().plusSeconds(60));
      clock.release();
      assertThat(clock.instant()).isEqualTo(again.start().plusSeconds(60));
    }
  }

  private Path state() {
    return folder.resolve("state");
  }

  private void begin(Map<String, String> given) throws IOException {
    try (StateFolder state = StateFolder.open(state(), given, USUAL);
        LoopbackHost host = state.host(Optional.empty(), 0)) {
      state.begun(host);
    }
  }

  private String drawn(String name, String otherwise) throws IOException {
    try (StateFolder state = StateFolder.open(state(), Map.of(), USUAL)) {
      return state
          .journal(InstantSource.system())
          .once(name, () -> otherwise, Function.identity(), Function.identity());
    }
  }

  private void append(String text) throws IOException {
    Files.write(state().resolve("journal.jsonl"), text.getBytes(UTF_8), StandardOpenOption.APPEND);
  }

  private void assertRefused(Map<String, String> given, String message) {
    assertThatThrownBy(() -> StateFolder.open(state(), given, USUAL))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessage(message);
  }
}
