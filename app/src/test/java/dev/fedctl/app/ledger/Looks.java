package dev.fedctl.app.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The rows with which one step was looked at, up to the one that showed it ready. */
record Looks(List<JsonNode> rows, int count) {

  private static final int ROWS_OF_A_PROOF = 2;

  static Looks of(String step, LookTable.Rule rule, Figures figures) {
    String cluster = step.substring(0, step.indexOf('/'));
    List<JsonNode> candidates =
        rule.subject().isEmpty()
            ? figures.of(rule.call(), "*").stream().filter(row -> Figures.isOf(row, step)).toList()
            : figures.of(
                rule.call(),
                rule.subject().replace("<parent>", figures.parent()).replace("<cluster>", cluster));
    if (rule.lastRow()) {
      return new Looks(candidates, candidates.size());
    }
    if (step.endsWith("/verify")) {
      return proof(candidates);
    }
    Map<String, List<JsonNode>> bySubject =
        candidates.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.path("subject").asText(), LinkedHashMap::new, Collectors.toList()));
    List<JsonNode> rows =
        bySubject.values().stream()
            .flatMap(of -> untilReady(step, of, rule.ready()).stream())
            .sorted(Comparator.comparingDouble(Figures::at))
            .toList();
    return new Looks(rows, rows.size());
  }

  private static List<JsonNode> untilReady(String step, List<JsonNode> rows, String ready) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).path("observed").asText().startsWith(ready)) {
        return rows.subList(0, i + 1);
      }
    }
    throw new AssertionError("the ledger does not show " + step + " ready");
  }

  /** A look that is refused leaves one row, one that succeeds two. */
  private static Looks proof(List<JsonNode> rows) {
    List<JsonNode> refused =
        rows.stream().takeWhile(row -> row.path("answer").asText().equals("refused")).toList();
    return new Looks(
        rows.subList(0, Math.min(rows.size(), refused.size() + ROWS_OF_A_PROOF)),
        refused.size() + 1);
  }

  double waitedSeconds() {
    return Figures.at(rows.getLast()) - Figures.at(rows.getFirst());
  }

  OptionalDouble lagSeconds(OptionalDouble readyAt) {
    return readyAt.isEmpty()
        ? readyAt
        : OptionalDouble.of(Math.max(0, Figures.at(rows.getLast()) - readyAt.getAsDouble()));
  }
}
