package dev.fedctl.app.rehearse;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What became of one run of the matrix. */
record MatrixResult(List<Cell> cells, Verdict verdict) {

  /** A call and the moment at which it is disturbed. */
  record Cell(Point point, Point.Moment moment) {

    @Override
    public String toString() {
      return moment + " " + point;
    }
  }

  static MatrixResult of(MatrixRuns runs, List<Cell> cells) {
    Station last =
        cells.stream()
            .map(cell -> cell.point().phase())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Verdict verdict =
        runs.disturbed(
            cells.stream().map(cell -> cell.point().disturbed(cell.moment())).toList(), last);
    // The first of two can keep the second from happening.
    return new MatrixResult(cells, cells.size() == 1 ? verdict : verdict.thoughSomeNeverHappened());
  }

  /** What the table says of it. */
  String word() {
    if (!verdict.isWell()) {
      return "FAILED";
    }
    return verdict.repaired() > 0 ? "repaired" : "ok";
  }

  @Override
  public String toString() {
    return "%s: %s %s"
        .formatted(
            cells.stream().map(Cell::toString).collect(Collectors.joining(" and ")),
            word(),
            verdict.isWell() ? "" : verdict.problems());
  }
}
