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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Many lives of one federation, each from its deployment to its removal, among neighbours and with
 * mishaps that a seed draws: the same seed is the same life.
 */
public final class Chaos {

  /** More lives at once than this do not fit into a usual heap. */
  private static final int MOST_AT_ONCE = 8;

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

  /** A life that nothing disturbs: what there is to be disturbed, and whether that makes sense. */
  public Undisturbed undisturbed() throws IOException {
    List<LedgerRow> rows = new ArrayList<>();
    RehearsalReport report =
        new Rehearsal(life(world), Watcher.silent()).run((List<LedgerRow> all) -> rows.addAll(all));
    return new Undisturbed(report, trouble(report), Survey.of(rows));
  }

  /** Lives so often, with one seed after the other, as many at once as there are processors. */
  public ChaosReport run(Undisturbed undisturbed, long seed, int runs) {
    int atOnce = Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(runs, atOnce))) {
      List<Future<Life>> lives =
          LongStream.range(seed, seed + runs)
              .mapToObj(own -> threads.submit(() -> told(live(undisturbed.survey(), own))))
              .toList();
      return report(seed, lives.stream().map(Chaos::ended).toList());
    }
  }

  private Life told(Life life) {
    synchronized (told) {
      told.accept(life.line());
    }
    return life;
  }

  private static Life ended(Future<Life> life) {
    try {
      return life.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a life could not be led", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ChaosReport report(long seed, List<Life> lives) {
    Map<String, Integer> injected = new LinkedHashMap<>();
    lives.forEach(
        life ->
            life.injected().forEach((word, times) -> injected.merge(word, times, Integer::sum)));
    List<ChaosReport.Failed> failed =
        lives.stream()
            .filter(life -> !life.why().isEmpty())
            .map(life -> new ChaosReport.Failed(life.seed(), life.why()))
            .toList();
    return new ChaosReport(
        document.name(),
        seed,
        lives.size(),
        lives.size() - failed.size(),
        injected,
        lives.stream().mapToInt(Life::deaths).sum(),
        Math.round(lives.stream().mapToDouble(Life::secondsLost).sum() * 1000) / 1000.0,
        failed);
  }

  private record Life(
      long seed, Map<String, Integer> injected, int deaths, double secondsLost, List<String> why) {

    String line() {
      return "seed %d: %s".formatted(seed, why.isEmpty() ? "survived" : String.join("; ", why));
    }
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
          seed,
          mishaps.met(faults.met()),
          report.deaths(),
          Math.max(0, report.virtualSeconds() - report.criticalPathSeconds()),
          trouble(report));
    } catch (IllegalStateException stuck) {
      return new Life(
          seed, mishaps.met(faults.met()), 0, 0, List.of("it is stuck: " + stuck.getMessage()));
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
