package dev.fedctl.app.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of {@code docs/sandbox.md} that tells which rows are the looks of a step. */
record LookTable(List<Rule> rules) {

  private static final String HEADER = "| step | call that looks |";
  private static final String LAST = "the last row";

  /**
   * @param subject empty when the rows are known by their resource
   * @param ready what {@code observed} begins with; or a sentence
   */
  record Rule(String step, String call, String subject, String ready) {

    boolean lastRow() {
      return ready.equals(LAST);
    }

    boolean matches(String id) {
      String wanted = id.replaceFirst("^(?!karmada/|demo/)[^/]+/", "<cluster>/");
      return step.endsWith("*")
          ? wanted.startsWith(step.substring(0, step.length() - 1))
          : wanted.equals(step);
    }
  }

  static LookTable read(Path documentation) throws IOException {
    return new LookTable(
        Files.readAllLines(documentation).stream()
            .dropWhile(line -> !line.startsWith(HEADER))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(LookTable::rule)
            .toList());
  }

  private static Rule rule(String line) {
    List<String> cells = List.of(line.split("\\|", -1));
    return new Rule(text(cells.get(1)), text(cells.get(2)), text(cells.get(3)), text(cells.get(4)));
  }

  private static String text(String cell) {
    return cell.replace("`", "").strip();
  }

  Rule of(String step) {
    return rules.stream()
        .filter(rule -> rule.matches(step))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the documentation has no looks of " + step));
  }
}
