package dev.fedctl.sandbox.path;

import java.util.List;

/**
 * The earliest time at which what a run made could have been complete, for the delays that it drew.
 * It follows the dependencies in {@code docs/critical-path.md} and nobody's plan. Requests take no
 * time in it.
 */
public final class CriticalPath {

  private CriticalPath() {}

  /** A part of the chain that bounds a run. */
  public record Leg(String what, double seconds) {}

  /**
   * One thing that takes time.
   *
   * @param part the part of the work that it belongs to: {@code roles}, a cluster's name, {@code
   *     karmada}, {@code join of <member>}, {@code demo}
   * @param needs what it cannot start before
   * @param endsAtSeconds after the start of a run that wastes no time
   */
  public record Edge(
      String what, String part, double seconds, List<String> needs, double endsAtSeconds) {}

  /**
   * @param seconds when the last thing ends; 0 when nothing was made
   * @param sequentialSeconds the same work one part after another, as a sequential script goes: the
   *     longest chain within each part, summed up
   * @param legs the chain that ends then, first thing first
   * @param edges everything that was looked at
   */
  public record Result(
      double seconds, double sequentialSeconds, List<Leg> legs, List<Edge> edges) {}

  /** What still stands of a run counts, so that a run that ended early has a shorter path. */
  public static Result of(RunFacts facts, Draws draws) {
    Legs legs = new Legs();
    ClusterLegs clusters = new ClusterLegs(legs, draws);
    facts.roles().forEach(clusters::add);
    facts.clusters().forEach(clusters::add);
    facts
        .karmada()
        .ifPresent(karmada -> new KarmadaLegs(legs, draws, karmada, facts.clusters()).add());
    return new Result(
        Legs.seconds(legs.lastEnd()),
        Legs.seconds(legs.oneAfterAnother()),
        legs.longest(),
        legs.edges());
  }
}
