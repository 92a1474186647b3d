package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.WorldFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");

  private static String text(String file) throws IOException {
    return Files.readString(DOCS.resolve(file));
  }

  /** The first indented block that starts with a line, without its indent. */
  private static String block(String text, String firstLine) {
    Matcher matcher =
        Pattern.compile("(?m)^    " + Pattern.quote(firstLine) + "[\\s\\S]*?(?=^\\S)")
            .matcher(text);
    assertThat(matcher.find()).as(firstLine).isTrue();
    return matcher
        .group()
        .lines()
        .map(line -> line.replaceFirst("^ {4}", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everyCallIsListed() throws IOException {
    String text = text("sandbox.md");
    Set<String> listed = new TreeSet<>();
    Matcher rows =
        Pattern.compile("(?m)^\\| `([a-z0-9]+:)` \\| ([A-Z][A-Za-z ]+) \\|").matcher(text);
    while (rows.find()) {
      Stream.of(rows.group(2).split(" ", -1)).forEach(call -> listed.add(rows.group(1) + call));
    }
    assertThat(listed).containsExactlyElementsOf(KnownCalls.names());
  }

  @Test
  void everyFieldOfEveryRowIsNamed() throws IOException {
    String text = text("sandbox.md");
    for (Class<?> row : LedgerRow.class.getPermittedSubclasses()) {
      for (RecordComponent field : row.getRecordComponents()) {
        assertThat(text).as(row.getSimpleName()).contains("`" + field.getName() + "`");
      }
    }
  }

  @Test
  void exampleWorldIsOne() throws IOException {
    String example = block(text("sandbox.md"), "account:");
    assertThat(WorldFile.read("example", example).regions().getFirst().clusters()).hasSize(1);
  }

  @Test
  void exampleFaultsAreSome() throws IOException {
    String example = block(text("sandbox.md"), "- call:");
    assertThat(new FaultFile(KnownCalls.names()).read("example", example)).isNotNull();
  }

  @Test
  void everyDelayIsListedWithItsUsualTime() throws IOException {
    String text = text("critical-path.md");
    List<String> table = text.lines().filter(line -> line.startsWith("| ")).toList();
    for (DelayKind kind : DelayKind.values()) {
      assertThat(table)
          .as(kind.name())
          .anyMatch(
              line -> line.contains(kind.name()) && line.contains(kind.usual().toSeconds() + " s"));
    }
  }
}
