package dev.fedctl.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.app.rehearse.Rehearsal;
import dev.fedctl.app.rehearse.RehearsalOptions;
import dev.fedctl.app.rehearse.RehearsalReport;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourhoodTest {

  private static final World STANDARD = World.standard("eu-north-1", "KarmadaVPC");

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(1), new Random().longs(2, 0, 1_000_000));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingOfOthersIsChangedAndNothingOfTheirsIsInTheWay(long seed) throws IOException {
    RehearsalReport report = rehearsed(near(seed).around(STANDARD));

    assertThat(report.parked()).isEmpty();
    assertThat(report.outcome()).isEqualTo("Complete");
    assertThat(Objects.requireNonNull(report.removal()).left()).isEmpty();
    assertThat(report.trespasses()).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoHasANameThatWeNeedKeepsIt(long seed) throws IOException {
    RehearsalReport report = rehearsed(near(seed).squatted(STANDARD));

    assertThat(report.parked()).extracting(RehearsalReport.Parked::kind).containsOnly("CONFLICT");
    assertThat(report.outcome()).isEqualTo("Partial");
    assertThat(report.trespasses()).isEmpty();
  }

  private static Neighbourhood near(long seed) {
    return new Neighbourhood(document(), World.ACCOUNT, new Random(seed));
  }

  private static RehearsalReport rehearsed(World world) throws IOException {
    return new Rehearsal(
            RehearsalOptions.of(document(), world).withLife(List.of(), true), Watcher.silent())
        .run();
  }

  private static FederationDocument document() {
    return new SpecLoader(InputStream.nullInputStream())
        .load("../examples/guidance.yaml", List.of("spec.members={count: 1}"))
        .document();
  }
}
