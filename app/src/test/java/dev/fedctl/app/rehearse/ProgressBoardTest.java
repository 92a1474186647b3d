package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.message.StepProgress.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

  private static final String UP = "\u001b[";

  private final StringWriter out = new StringWriter();

  @Test
  void linesNeitherWrapNorOutgrowTheTerminal() {
    ProgressBoard board = new ProgressBoard(new PrintWriter(out), new Terminal(60, 10));

    board.moved(Duration.ofMinutes(1), status(), () -> members(50));

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSizeLessThan(10).allMatch(line -> line.length() < 60);
    assertThat(lines.getFirst()).isEqualTo("after 1 m 00 s");
    assertThat(lines.getLast()).isEqualTo("… and 43 more");
  }

  @Test
  void whatIsParkedIsShownWhateverElseThereIs() {
    ProgressBoard board = new ProgressBoard(new PrintWriter(out), new Terminal(120, 10));

    board.moved(Duration.ofMinutes(1), status(), () -> members(50));

    assertThat(out.toString()).contains("member-49 ").contains("join member-49 PARKED");
  }

  @Test
  void boardIsRedrawnInItsOwnPlace() {
    ProgressBoard board = new ProgressBoard(new PrintWriter(out), new Terminal(120, 40));

    board.moved(Duration.ofMinutes(1), status(), () -> members(2));
    int drawn = (int) out.toString().lines().count();
    board.moved(Duration.ofMinutes(9), status(), () -> members(2));

    assertThat(out.toString()).contains(UP + drawn + "A" + UP + "J");
  }

  @Test
  void terminalIsWhatTheLauncherSays() {
    Properties properties = new Properties();
    assertThat(Terminal.of(properties)).isEmpty();

    properties.setProperty("fedctl.terminal", "true");
    properties.setProperty("fedctl.columns", "");
    properties.setProperty("fedctl.rows", "0");
    assertThat(Terminal.of(properties)).contains(new Terminal(80, 24));

    properties.setProperty("fedctl.columns", "132");
    properties.setProperty("fedctl.rows", "50");
    assertThat(Terminal.of(properties)).contains(new Terminal(132, 50));
  }

  /** The last one is parked. */
  private static List<StepProgress> members(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new StepProgress(
                    "member-" + i + "/join",
                    "join member-" + i,
                    i == count - 1 ? State.PARKED : State.WAITING,
                    Optional.of(Instant.EPOCH),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0))
        .toList();
  }

  private static FederationStatus status() {
    return new FederationStatus(
        "fed",
        Optional.empty(),
        false,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of());
  }
}
