package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.app.rehearse.Point.Moment;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.fault.FaultRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Every call that changes the cloud, disturbed at every moment, and pairs of such calls. For {@code
 * make crash-matrix}, and a part of it for {@code make soak}: not one of the tests that run by
 * themselves.
 */
class CrashMatrix {

  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final Path REPORT = Path.of("../docs/crash-matrix.md");
  private static final Path LOG = Path.of("target/crash-matrix.log");
  private static final Path SUMMARY = Path.of("target/crash-matrix.txt");

  private final String spec = System.getProperty("fedctl.matrix.spec", "");
  private final int pairs = Integer.getInteger("fedctl.matrix.pairs", 500);

  /** How many of the single points, drawn by the seed; none: all of them, and a page is written. */
  private final int sample = Integer.getInteger("fedctl.matrix.sample", 0);

  private final int atOnce = Integer.getInteger("fedctl.matrix.threads", 2);
  private final long seed = Long.getLong("fedctl.seed", new SplittableRandom().nextLong());
  private final MatrixRuns runs =
      new MatrixRuns(spec.isEmpty() ? Guidance.with(1) : Guidance.load(spec), ailments());

  @Test
  void sameEndStateWhateverIsDisturbed() throws Exception {
    Files.createDirectories(LOG.getParent());
    List<Point> points = runs.learn(Station.DESTROYED).stream().sorted().toList();
    List<MatrixResult> results;
    try (PrintWriter log = new PrintWriter(Files.newBufferedWriter(LOG), true)) {
      log.println("fedctl.seed=" + seed + ", " + points.size() + " calls");
      results = inParallel(work(points, log));
    }
    MatrixTable table = new MatrixTable(points, results);
    if (sample == 0) {
      Files.writeString(REPORT, table.text());
    }
    Files.writeString(SUMMARY, table.problems() + table.summary() + "\n");

    assertThat(table.problems()).as("-Dfedctl.seed=%d", seed).isEmpty();
  }

  /** What the cloud fails at by itself in every run, as a fault file says it. */
  private static List<FaultRule> ailments() {
    String file = System.getProperty("fedctl.matrix.faults", "");
    return file.isEmpty()
        ? List.of()
        : new FaultFile(KnownCalls.names()).read(Path.of(file)).rules();
  }

  private List<Callable<MatrixResult>> work(List<Point> points, PrintWriter log) {
    List<MatrixResult.Cell> singles = new ArrayList<>();
    for (Point point : points) {
      MOMENTS.forEach(moment -> singles.add(new MatrixResult.Cell(point, moment)));
    }
    Random random = new Random(seed);
    if (sample > 0) {
      Collections.shuffle(singles, random);
      singles.subList(Math.min(sample, singles.size()), singles.size()).clear();
    }
    List<Callable<MatrixResult>> work = new ArrayList<>();
    singles.forEach(cell -> work.add(() -> logged(List.of(cell), log)));
    for (int pair = 0; pair < pairs; pair++) {
      List<MatrixResult.Cell> cells = List.of(drawn(points, random), drawn(points, random));
      work.add(() -> logged(cells, log));
    }
    return work;
  }

  private static MatrixResult.Cell drawn(List<Point> points, Random random) {
    return new MatrixResult.Cell(
        points.get(random.nextInt(points.size())), MOMENTS.get(random.nextInt(MOMENTS.size())));
  }

  private MatrixResult logged(List<MatrixResult.Cell> cells, PrintWriter log) {
    MatrixResult result = MatrixResult.of(runs, cells);
    log.println(result);
    return result;
  }

  private List<MatrixResult> inParallel(List<Callable<MatrixResult>> work)
      throws InterruptedException, ExecutionException, IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<MatrixResult> results = new ArrayList<>();
      for (Future<MatrixResult> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
