package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A world or a fault file that is wrong is told in one line, before anything starts. */
class BadSandboxFilesTest {

  private static final String GUIDANCE = Path.of("..", "examples", "guidance.yaml").toString();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "rehearse|--world|acount: x|:1:1: acount: is not known; known here: account, credentials, regions, roles,",
        "rehearse|--world|account: 111122223333|:1:10: account: found the number 111122223333; a text is wanted: put it in quotes",
        "rehearse|--world|{regions: [{name: eu-north-1}], regions: []}|:1:33: regions: stands here for the second time; a key stands once",
        "rehearse|--world|regions: 5|:1:10: regions: found the number 5; a list is wanted",
        "rehearse|--world|regions: [|:1:11: is not YAML: ",
        "rehearse|--faults|[{call: 'eks:PaintCluster', throttle: true}]|:1:9: [0].call: found \"eks:PaintCluster\", which no request is called; a call of AWS's",
        "rehearse|--faults|[{call: 'eks:*', throttel: true}]|:1:18: [0].throttel: is not known; known here: call, subject, skip, count, from, throttle,",
        "rehearse|--faults|[{call: 'eks:*', throttle: true, delay: {by: 5s}}]|:1:2: [0]: says throttle and delay; exactly one of: throttle,",
        "rehearse|--faults|[{call: 'eks:*', from: 5, throttle: true}]|:1:24: [0].from: found the number 5; a duration is wanted, such as 30s, 5m, 1h30m or 250ms",
        "rehearse|--faults|[{call: 'eks:CreateCluster', outcome: {state: SAD}}]|:1:47: [0].outcome.state: found \"SAD\"; allowed: FAILED",
        "sandbox|--world|regions: []|:1:10: regions: found no region; one at least is wanted",
        "sandbox|--faults|{}|:1:1: found a map; a list is wanted",
        "sandbox|--faults|[{call: 'eks:*', callerDies: after}]|:1:30: [0].callerDies: a server of its own cannot end those who call it; fedctl rehearse --faults can",
      })
  void wrongFileIsToldInOneLine(String command, String option, String content, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), content);
    List<String> options =
        command.equals("sandbox")
            ? List.of(command, "--port", "0", option, file.toString())
            : List.of(command, GUIDANCE, option, file.toString());

    CommandLineRun run = CommandLineRun.of(options.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.errors()).singleElement().asString().startsWith("error: " + file + message);
    assertThat(run.out()).isEmpty();
  }
}
