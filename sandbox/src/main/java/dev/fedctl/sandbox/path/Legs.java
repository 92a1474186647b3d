package dev.fedctl.sandbox.path;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things that take time and wait for each other; each is added after what it waits for. */
final class Legs {

  private record Leg(String what, Duration takes, Optional<String> latest, Duration end) {}

  private final Map<String, Leg> legs = new LinkedHashMap<>();
  private final List<CriticalPath.Edge> edges = new ArrayList<>();

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
    legs.put(what, new Leg(what, takes, latest, end));
    edges.add(new CriticalPath.Edge(what, seconds(takes), List.copyOf(needs), seconds(end)));
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
