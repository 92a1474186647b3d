package dev.fedctl.workflow;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Markdown as Temporal's Web UI renders it. */
final class Markdown {

  /** The Web UI draws tables without lines or space between columns. No line breaks here. */
  private static final String GAP = "\u00a0\u00a0\u00a0";

  private Markdown() {}

  /**
   * What somebody else wrote, as it is: a vendor's message may hold stars, lines and brackets. Its
   * line ends become spaces.
   */
  static String verbatim(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("[\\\\`*_{}\\[\\]<>#|~$&]", "\\\\$0");
  }

  /** What people copy: outside of code the Web UI makes quotation marks curly. */
  static String code(String text) {
    return "`" + text + "`";
  }

  static String table(List<String> heads, List<List<String>> rows) {
    String lines = "|:---".repeat(heads.size()) + "|\n";
    return row(heads) + lines + rows.stream().map(Markdown::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return Stream.concat(
            cells.stream().limit(1),
            cells.stream().skip(1).map(cell -> cell.isEmpty() ? "" : GAP + cell))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
