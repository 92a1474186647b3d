package dev.fedctl.app.chaos;

import dev.fedctl.app.rehearse.Rehearsal;
import dev.fedctl.app.rehearse.RehearsalOptions;
import dev.fedctl.app.rehearse.RehearsalReport;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Many lives of one federation, each from its deployment to its removal, among neighbours and with
 * mishaps that a seed draws: the same seed is the same life.
 */
public final class Chaos {

  private final FederationDocument document;
  private final World world;
  private final Consumer<String> told;

  /**
   * @param world without the neighbours
   * @param told each run that has ended, in a line
   */
  public Chaos(FederationDocument document, World world, Consumer<String> told) {
    this.document = document;
    this.world = world;
    this.told = told;
  }

  /** Lives so often, with one seed after the other. */
  public ChaosReport run(long seed, int runs) throws IOException {
    Survey survey = survey();
    Map<String, Integer> injected = new LinkedHashMap<>();
    List<ChaosReport.Failed> failed = new ArrayList<>();
    double lost = 0;
    for (long own = seed; own < seed + runs; own++) {
      Life life = live(survey, own);
      life.injected().forEach((word, times) -> injected.merge(word, times, Integer::sum));
      lost += life.secondsLost();
      if (!life.why().isEmpty()) {
        failed.add(new ChaosReport.Failed(own, life.why()));
      }
      told.accept(life.line(own));
    }
    return new ChaosReport(
        document.name(),
        seed,
        runs,
        runs - failed.size(),
        injected,
        Math.round(lost * 1000) / 1000.0,
        failed);
  }

  private record Life(Map<String, Integer> injected, double secondsLost, List<String> why) {

    String line(long seed) {
      return "seed %d: %s".formatted(seed, why.isEmpty() ? "survived" : String.join("; ", why));
    }
  }

  /** What an undisturbed life asks for. */
  private Survey survey() throws IOException {
    List<LedgerRow> rows = new ArrayList<>();
    RehearsalReport report =
        new Rehearsal(life(world), Watcher.silent()).run((List<LedgerRow> all) -> rows.addAll(all));
    if (!trouble(report).isEmpty()) {
      throw new IllegalStateException(
          "the federation does not come through undisturbed: "
              + String.join("; ", trouble(report)));
    }
    return Survey.of(rows);
  }

  private Life live(Survey survey, long seed) throws IOException {
    Random random = new Random(seed);
    Mishaps mishaps = Mishaps.drawn(survey, random);
    FaultPlan faults = new FaultPlan(mishaps.rules());
    World crowded = new Neighbourhood(document, world.account(), random).around(world);
    try {
      RehearsalReport report =
          new Rehearsal(life(crowded).withFaults(faults).withSeed(seed), Watcher.silent()).run();
      return new Life(
          mishaps.met(faults.met()),
          Math.max(0, report.virtualSeconds() - report.criticalPathSeconds()),
          trouble(report));
    } catch (IllegalStateException stuck) {
      return new Life(mishaps.met(faults.met()), 0, List.of("it is stuck: " + stuck.getMessage()));
    }
  }

  private RehearsalOptions life(World in) {
    return RehearsalOptions.of(document, in).withLife(List.of(), true);
  }

  private static List<String> trouble(RehearsalReport report) {
    List<String> why = new ArrayList<>();
    if (!report.outcome().equals("Complete")) {
      why.add("it is " + report.outcome());
    }
    report.parked().forEach(step -> why.add(step.step() + " is parked: " + step.message()));
    if (report.duplicates() > 0) {
      why.add(report.duplicates() + " duplicates");
    }
    report.trespasses().forEach(thing -> why.add("touched what is not ours: " + thing));
    RehearsalReport.Removal removal = report.removal();
    if (removal != null) {
      removal.left().forEach(thing -> why.add("left: " + thing.kind() + " " + thing.id()));
    }
    return why;
  }
}
