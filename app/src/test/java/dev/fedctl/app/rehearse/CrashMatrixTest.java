package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sample of {@link CrashMatrix}: whatever worker dies when, the same stands in the end. */
class CrashMatrixTest {

  private static final int SINGLE_POINTS = 3;
  private static final MatrixRuns RUNS = new MatrixRuns(Guidance.with(1));
  private static List<Point> points = List.of();

  @BeforeAll
  static void learn() {
    points = RUNS.learn(Station.DESTROYED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.Moment.class,
      names = {"BEFORE", "AFTER", "ANSWERED"})
  void deploymentIsTheSameWhenTheWorkerDiesAtEveryCall(Point.Moment moment) {
    List<Point> deployment =
        points.stream().filter(point -> point.phase() == Station.DEPLOYED).toList();

    Verdict verdict =
        RUNS.disturbed(
            deployment.stream().map(point -> point.disturbed(moment)).toList(), Station.DEPLOYED);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.deaths()).isGreaterThan(deployment.size() / 2);
  }

  @Test
  void lifeIsTheSameWhateverSingleCallIsDisturbed(TestReporter report) {
    long seed = Long.getLong("fedctl.seed", new SplittableRandom().nextLong());
    report.publishEntry("fedctl.seed", Long.toString(seed));
    Random random = new Random(seed);
    List<Point> ordered = points.stream().sorted().toList();
    List<Point.Moment> moments = List.of(Point.Moment.values());
    for (int i = 0; i < SINGLE_POINTS; i++) {
      Point point = ordered.get(random.nextInt(ordered.size()));
      Point.Moment moment = moments.get(random.nextInt(moments.size()));

      assertThat(RUNS.disturbed(point, moment).problems())
          .as("-Dfedctl.seed=%d: %s %s", seed, moment, point)
          .isEmpty();
    }
  }
}
