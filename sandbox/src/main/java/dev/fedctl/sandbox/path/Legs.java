package dev.fedctl.sandbox.path;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things that take time and wait for each other; each is added after what it waits for. */
final class Legs {

  /**
   * @param endInPart when it would end if nothing of another part had to be waited for
   */
  private record Leg(
      String what,
      String part,
      Duration takes,
      Optional<String> latest,
      Duration end,
      Duration endInPart) {}

  private final Map<String, Leg> legs = new LinkedHashMap<>();
  private final List<CriticalPath.Edge> edges = new ArrayList<>();
  private String part = "";

  /** What is added from now on belongs to this part of the work. */
  void begin(String name) {
    part = name;
  }

  /**
   * Adds a thing unless something that it needs is missing: then it could not have come to be.
   *
   * @return whether it was added
   */
  boolean add(String what, Duration takes, List<String> needs) {
    if (!legs.keySet().containsAll(needs)) {
      return false;
    }
    Optional<String> latest = needs.stream().max(Comparator.comparing(this::end));
    Duration end = latest.map(this::end).orElse(Duration.ZERO).plus(takes);
    Duration within =
        needs.stream()
            .map(legs::get)
            .filter(leg -> leg.part().equals(part))
            .map(Leg::endInPart)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO)
            .plus(takes);
    legs.put(what, new Leg(what, part, takes, latest, end, within));
    edges.add(new CriticalPath.Edge(what, part, seconds(takes), List.copyOf(needs), seconds(end)));
    return true;
  }

  boolean has(String what) {
    return legs.containsKey(what);
  }

  /** The earliest end of a thing that was added. */
  Duration end(String what) {
    return Optional.ofNullable(legs.get(what)).orElseThrow().end();
  }

  List<CriticalPath.Edge> edges() {
    return List.copyOf(edges);
  }

  /** The chain that ends last, first thing first, without what takes no time. */
  List<CriticalPath.Leg> longest() {
    List<CriticalPath.Leg> chain = new ArrayList<>();
    Optional<Leg> at = legs.values().stream().max(Comparator.comparing(Leg::end));
    while (at.isPresent()) {
      Leg leg = at.get();
      if (!leg.takes().isZero()) {
        chain.addFirst(new CriticalPath.Leg(leg.what(), seconds(leg.takes())));
      }
      at = leg.latest().map(legs::get);
    }
    return chain;
  }

  /** The parts one after another, each as fast as it can be on its own. */
  Duration oneAfterAnother() {
    Map<String, Duration> longest = new HashMap<>();
    legs.values()
        .forEach(
            leg ->
                longest.merge(leg.part(), leg.endInPart(), (a, b) -> a.compareTo(b) > 0 ? a : b));
    return longest.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  Duration lastEnd() {
    return legs.values().stream()
        .map(Leg::end)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
