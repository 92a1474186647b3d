package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.fault.FaultFile;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls with which something is made anew, as points of the matrix. */
class RepairsDisturbedTest {

  private static final MatrixRuns RUNS =
      new MatrixRuns(
          Guidance.with(1),
          new FaultFile(KnownCalls.names())
              .read(
                  "ailments",
                  """
                  - {call: "eks:CreateNodegroup", subject: "*-member-1/*",
                     outcome: {state: CREATE_FAILED, code: IamThrottling}}
                  - {call: "eks:CreateCluster", subject: "*-member-1",
                     outcome: {state: FAILED, code: InternalFailure}}
                  - {call: "eks:CreateAddon", subject: "*-member-1/vpc-cni",
                     outcome: {state: CREATE_FAILED, code: InternalFailure}}
                  """)
              .rules());

  private static List<Point> repairs = List.of();

  @BeforeAll
  static void learn() {
    repairs = RUNS.learn(Station.DEPLOYED).stream().filter(RepairsDisturbedTest::mends).toList();
  }

  private static boolean mends(Point point) {
    return point.call().startsWith("eks:Delete") || point.occurrence() > 1;
  }

  @ParameterizedTest
  @EnumSource(Point.Moment.class)
  void whatIsMadeAnewIsTheSameWhateverCallOfItIsDisturbed(Point.Moment moment) {
    assertThat(repairs)
        .extracting(Point::call)
        .contains(
            "eks:DeleteNodegroup",
            "eks:CreateNodegroup",
            "eks:DeleteCluster",
            "eks:CreateCluster",
            "eks:DeleteAddon",
            "eks:CreateAddon");

    Verdict verdict =
        RUNS.disturbed(
            repairs.stream().map(point -> point.disturbed(moment)).toList(), Station.DEPLOYED);

    assertThat(verdict.problems()).isEmpty();
  }
}
