package dev.fedctl.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} names no test that is not there, and leaves no fault out. */
class FaultsDocumentedTest {

  private static final Pattern ROW =
      Pattern.compile("\\| ([BE]\\d+) \\|([^|]+)\\|([^|]+)\\|([^|]+)\\|");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z]+)#([A-Za-z]+)`");

  /** Those that nothing in fedctl can have. */
  private static final Set<String> MAY_NOT_APPLY =
      Set.of("B20", "B32", "B33", "B34", "B36", "E2", "E3", "E15");

  private record Row(String id, String holds, String tests) {

    boolean applies() {
      return !holds.strip().startsWith("not applicable: ");
    }

    List<MatchResult> named() {
      return TEST.matcher(tests).results().toList();
    }
  }

  @Test
  void everyFaultHasItsRow() throws IOException {
    assertThat(rows())
        .extracting(Row::id)
        .containsExactlyElementsOf(
            Stream.concat(
                    IntStream.rangeClosed(1, 37).mapToObj(i -> "B" + i),
                    IntStream.rangeClosed(1, 15).mapToObj(i -> "E" + i))
                .toList());
  }

  @Test
  void everyFaultThatCanBeHasTestsAndOthersHaveAReason() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row -> {
              if (row.applies()) {
                assertThat(row.named()).as(row.id()).isNotEmpty();
              } else {
                assertThat(MAY_NOT_APPLY).contains(row.id());
                assertThat(row.tests().strip()).as(row.id()).isEqualTo("–");
              }
            });
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, Path> sources = sources();
    for (Row row : rows()) {
      for (MatchResult test : row.named()) {
        assertThat(sources).as(row.id()).containsKey(test.group(1));
        assertThat(Files.readString(sources.get(test.group(1))))
            .as("%s: %s", row.id(), test.group())
            .contains("  void " + test.group(2) + "(");
      }
    }
  }

  private static List<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/faults.md")))
        .results()
        .map(row -> new Row(row.group(1), row.group(3), row.group(4)))
        .toList();
  }

  /** Test classes of all modules, by their simple name. */
  private static Map<String, Path> sources() throws IOException {
    try (Stream<Path> files =
        Files.find(
            Path.of(".."),
            12,
            (path, attributes) ->
                path.toString().contains("/src/test/java/")
                    && path.toString().endsWith("Test.java"))) {
      return files.collect(
          Collectors.toMap(
              path -> path.getFileName().toString().replace(".java", ""),
              Function.identity(),
              (one, other) -> one));
    }
  }
}
