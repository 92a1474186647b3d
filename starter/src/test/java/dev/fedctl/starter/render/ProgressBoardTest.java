package dev.fedctl.starter.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.message.StepProgress.State;
import dev.fedctl.starter.Statuses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

  private static final String UP = "\u001b[";
  private static final StepsOf STEPS =
      scope ->
          List.of(
              Statuses.step(scope + "/join", scope.endsWith("-50") ? State.PARKED : State.WAITING));

  private final StringWriter out = new StringWriter();

  @Test
  void linesNeitherWrapNorOutgrowTheTerminal() {
    board(60, 10).moved(Duration.ofMinutes(1), Statuses.deploying(50), STEPS);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSizeLessThan(10).allMatch(line -> line.length() < 60);
    assertThat(lines.getFirst()).startsWith("after 1 m 00 s: Deploying, 1 parked, 51 under way");
    assertThat(lines.getLast()).isEqualTo("… and 46 more");
  }

  @Test
  void whatIsParkedComesFirstWhateverElseThereIs() {
    board(120, 10).moved(Duration.ofMinutes(1), Statuses.deploying(50), STEPS);

    assertThat(out.toString().lines().toList().get(1))
        .startsWith("fed-member-50 ")
        .contains("join PARKED");
  }

  @Test
  void onlyTheStepsOfWhatIsShownAreAskedFor() {
    List<String> asked = new ArrayList<>();

    board(120, 24)
        .moved(
            Duration.ofMinutes(1),
            Statuses.deploying(200),
            scope -> {
              asked.add(scope);
              return STEPS.scope(scope);
            });

    assertThat(asked).hasSize(21).contains("fed-member-200");
  }

  @Test
  void boardIsRedrawnInItsOwnPlace() {
    ProgressBoard board = board(120, 40);

    board.moved(Duration.ofMinutes(1), Statuses.deploying(2), STEPS);
    int drawn = (int) out.toString().lines().count();
    board.moved(Duration.ofMinutes(9), Statuses.deploying(2), STEPS);

    assertThat(out.toString()).contains(UP + drawn + "A" + UP + "J");
  }

  @Test
  void boardFollowsWindowThatChangesItsSize() {
    AtomicReference<Terminal> window = new AtomicReference<>(new Terminal(120, 40));
    ProgressBoard board = new ProgressBoard(new PrintWriter(out), window::get);
    board.moved(Duration.ofMinutes(1), Statuses.deploying(50), STEPS);
    int before = out.getBuffer().length();

    window.set(new Terminal(50, 8));
    board.moved(Duration.ofMinutes(2), Statuses.deploying(50), STEPS);

    String drawn = out.toString().substring(before);
    assertThat(drawn).startsWith("\u001b[H\u001b[2J");
    assertThat(drawn.lines().skip(1)).hasSizeLessThan(8).allMatch(line -> line.length() < 50);
    assertThat(drawn).endsWith("… and 48 more" + System.lineSeparator());
  }

  @Test
  void sizeIsWhatSttyPrintsAndStaysWhenItPrintsNothingOfUse() {
    Terminal terminal = new Terminal(80, 24);

    assertThat(terminal.resized("50 132")).isEqualTo(new Terminal(132, 50));
    assertThat(terminal.resized("0 0")).isEqualTo(terminal);
    assertThat(terminal.resized("")).isEqualTo(terminal);
    assertThat(terminal.resized("stty: not a terminal")).isEqualTo(terminal);
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

  @Test
  void whoWantsNoColourGetsPlainLines() {
    Properties properties = new Properties();
    properties.setProperty("fedctl.terminal", "true");

    assertThat(Terminal.of(properties, Map.of(), false)).isPresent();
    assertThat(Terminal.of(properties, Map.of("NO_COLOR", "1"), false)).isEmpty();
    assertThat(Terminal.of(properties, Map.of(), true)).isEmpty();
  }

  private ProgressBoard board(int columns, int rows) {
    return new ProgressBoard(new PrintWriter(out), () -> new Terminal(columns, rows));
  }
}
