package dev.fedctl.app.rehearse;

import dev.fedctl.app.rehearse.Point.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of the matrix as people read them. */
final class MatrixTable {

  private final List<Point> points;
  private final List<MatrixResult> results;
  private final Map<MatrixResult.Cell, MatrixResult> single;

  MatrixTable(List<Point> points, List<MatrixResult> results) {
    this.points = points;
    this.results = results;
    this.single =
        results.stream()
            .filter(result -> result.cells().size() == 1)
            .collect(Collectors.toMap(result -> result.cells().getFirst(), Function.identity()));
  }

  String summary() {
    return "calls=%d kills=%d ok=%d duplicates=%d lost=%d"
        .formatted(
            points.size(),
            results.size(),
            results.stream().filter(result -> result.verdict().isWell()).count(),
            results.stream().mapToInt(result -> result.verdict().duplicates()).sum(),
            results.stream().mapToInt(result -> result.verdict().lost()).sum());
  }

  /** A line for each run that is not as it should be. */
  String problems() {
    return results.stream()
        .filter(result -> !result.verdict().isWell())
        .map(result -> result + "\n")
        .collect(Collectors.joining());
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # The crash matrix

            Written by `make crash-matrix`; [testing.md](testing.md) says what it proves. A row is a call that changes the cloud, a column a run in
            which the worker died before the call took effect, after that and before the answer, after the answer and before anybody was told, or in
            which the call took effect only when a second attempt had looked and found nothing. `ok`: the same stands in the end as after an
            undisturbed life, nothing twice, nothing lost, no activity that was completed was done again, no workflow task failed.

            """);
    for (Station phase : Station.values()) {
      List<Point> rows = points.stream().filter(point -> point.phase() == phase).toList();
      if (!rows.isEmpty()) {
        text.append("## %s%n| call | subject |".formatted(title(phase)));
        Stream.of(Moment.values()).forEach(moment -> text.append(" %s |".formatted(name(moment))));
        text.append("\n|---|---|---|---|---|---|\n");
        rows.forEach(point -> row(point, text));
        text.append('\n');
      }
    }
    text.append("## Pairs\nTwo calls disturbed in one life, drawn by a seed:");
    results.stream()
        .filter(result -> result.cells().size() > 1)
        .collect(Collectors.groupingBy(MatrixResult::word, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(word -> text.append(" %d %s".formatted(word.getValue(), word.getKey())));
    return text.append(".\n\n    ").append(summary()).append('\n').toString();
  }

  private void row(Point point, StringBuilder text) {
    text.append(
        "| `%s` | `%s`%s |"
            .formatted(
                point.call(),
                point.subject(),
                point.occurrence() == 1 ? "" : ", time " + point.occurrence()));
    for (Moment moment : Moment.values()) {
      MatrixResult result = single.get(new MatrixResult.Cell(point, moment));
      text.append(" %s |".formatted(result == null ? "" : result.word()));
    }
    text.append('\n');
  }

  private static String title(Station phase) {
    return switch (phase) {
      case DEPLOYED -> "Deploy";
      case GROWN -> "Add a member";
      case DESTROYED -> "Destroy";
    };
  }

  private static String name(Moment moment) {
    return switch (moment) {
      case BEFORE -> "dies before";
      case AFTER -> "dies after";
      case ANSWERED -> "dies answered";
      case OVERTAKEN -> "overtaken";
    };
  }
}
