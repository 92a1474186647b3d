package dev.fedctl.app.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of a run, computed from its ledger by the rules of {@code docs/sandbox.md} alone. */
record Figures(List<JsonNode> rows, String parent) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Figures read(Path ledger, String parent) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ledger)) {
      rows.add(MAPPER.readTree(line));
    }
    return new Figures(rows, parent);
  }

  List<JsonNode> requests() {
    return rows.stream().filter(row -> is(row, "mutation") || is(row, "read")).toList();
  }

  private static boolean is(JsonNode row, String type) {
    return row.path("type").asText().equals(type);
  }

  static double at(JsonNode row) {
    return row.path("atSeconds").asDouble();
  }

  private double start() {
    return at(rows.getFirst());
  }

  Map<String, Integer> calls() {
    Map<String, Integer> calls = new TreeMap<>();
    requests().stream()
        .filter(row -> !row.path("answer").asText().equals("late"))
        .forEach(row -> calls.merge(row.path("call").asText(), 1, Integer::sum));
    return calls;
  }

  long mutatingCalls() {
    return rows.stream().filter(row -> is(row, "mutation")).count();
  }

  /** Things that stand, by kind and resource: the number of ids. */
  private Map<String, List<String>> standing(List<String> repaired) {
    Map<String, List<String>> ids = new HashMap<>();
    for (JsonNode row : requests()) {
      for (JsonNode effect : row.path("effects")) {
        String kind = effect.path("kind").asText();
        if (!effect.has("resource") || kind.startsWith("k8s:") || kind.equals("ec2:volume")) {
          continue;
        }
        List<String> twins =
            ids.computeIfAbsent(
                kind + " " + effect.path("resource").asText(), key -> new ArrayList<>());
        String id = effect.path("id").asText();
        if (effect.path("change").asText().equals("created")) {
          twins.add(id);
        } else if (effect.path("change").asText().equals("deleted")
            && twins.remove(id)
            && !twins.isEmpty()) {
          repaired.add(id);
        }
      }
    }
    return ids;
  }

  int duplicates() {
    return standing(new ArrayList<>()).values().stream()
        .mapToInt(twins -> Math.max(0, twins.size() - 1))
        .sum();
  }

  int repaired() {
    List<String> repaired = new ArrayList<>();
    standing(repaired);
    return repaired.size();
  }

  /** From the seconds and the needs alone. */
  double criticalPathSeconds() {
    return ends(false).values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  double sequentialSeconds() {
    Map<String, Double> within = ends(true);
    Map<String, Double> longest = new HashMap<>();
    path()
        .forEach(
            (what, row) ->
                longest.merge(
                    row.path("part").asText(), within.getOrDefault(what, 0.0), Math::max));
    return longest.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private Map<String, JsonNode> path() {
    return rows.stream()
        .filter(row -> is(row, "path"))
        .collect(Collectors.toMap(row -> row.path("what").asText(), row -> row));
  }

  private Map<String, Double> ends(boolean withinParts) {
    Map<String, JsonNode> path = path();
    Map<String, Double> ends = new HashMap<>();
    path.keySet().forEach(what -> end(what, path, ends, withinParts));
    return ends;
  }

  private static double end(
      String what, Map<String, JsonNode> path, Map<String, Double> ends, boolean withinParts) {
    Double known = ends.get(what);
    if (known != null) {
      return known;
    }
    JsonNode row = path.getOrDefault(what, MAPPER.missingNode());
    double before = 0;
    for (JsonNode need : row.path("needs")) {
      JsonNode needed = path.getOrDefault(need.asText(), MAPPER.missingNode());
      if (!withinParts || needed.path("part").equals(row.path("part"))) {
        before = Math.max(before, end(need.asText(), path, ends, withinParts));
      }
    }
    double end = before + row.path("seconds").asDouble();
    ends.put(what, end);
    return end;
  }

  double virtualSeconds() {
    return at(requests().getLast()) - start();
  }

  OptionalDouble joinedAtSeconds(String member) {
    return of("k8s:get clusters", "karmada:" + parent + "//" + member).stream()
        .filter(row -> row.path("observed").asText().equals("Ready"))
        .mapToDouble(row -> at(row) - start())
        .findFirst();
  }

  int demo(String member) {
    List<String> seen =
        of("k8s:get clusters/proxy", "karmada:" + parent + "//" + member).stream()
            .map(row -> row.path("observed").asText())
            .filter(observed -> observed.matches("Ready [0-9]+/[0-9]+"))
            .toList();
    return seen.isEmpty() ? 0 : Integer.parseInt(seen.getLast().replaceAll("Ready |/.*", ""));
  }

  List<JsonNode> of(String call, String subject) {
    return requests().stream()
        .filter(row -> row.path("call").asText().equals(call))
        .filter(row -> subject.equals("*") || row.path("subject").asText().equals(subject))
        .toList();
  }

  /** When the last thing of a step was ready, if the ledger tells. */
  OptionalDouble readyAt(String step) {
    return rows.stream()
        .filter(row -> is(row, "ready") && isOf(row, step))
        .mapToDouble(Figures::at)
        .max();
  }

  static boolean isOf(JsonNode row, String step) {
    return row.path("resource").asText().replaceFirst(":.*", "").equals(step);
  }
}
