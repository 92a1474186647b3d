package dev.fedctl.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.app.rehearse.Rehearsal;
import dev.fedctl.app.rehearse.RehearsalOptions;
import dev.fedctl.app.rehearse.RehearsalReport;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Trespasses;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.render.Watcher;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourhoodTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          // A row without effects has no such field.
          .withConfigOverride(
              List.class,
              lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private static final World STANDARD = World.standard("eu-north-1", "KarmadaVPC");

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(1), new Random().longs(2, 0, 1_000_000));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingOfOthersIsChangedAndNothingOfTheirsIsInTheWay(long seed) throws IOException {
    RehearsalReport report = rehearsed(near(seed).around(STANDARD));

    assertThat(report.parked()).isEmpty();
    assertThat(report.outcome()).isEqualTo("Complete");
    assertThat(trespasses()).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoHasANameThatWeNeedKeepsIt(long seed) throws IOException {
    RehearsalReport report = rehearsed(near(seed).squatted(STANDARD));

    assertThat(report.parked()).extracting(RehearsalReport.Parked::kind).containsOnly("CONFLICT");
    assertThat(report.outcome()).isEqualTo("Partial");
    assertThat(trespasses()).isEmpty();
  }

  private static Neighbourhood near(long seed) {
    return new Neighbourhood(document(), World.ACCOUNT, new Random(seed));
  }

  private RehearsalReport rehearsed(World world) throws IOException {
    return new Rehearsal(
            new RehearsalOptions(
                document(),
                world,
                FaultPlan.none(),
                OptionalLong.empty(),
                List.of(),
                Optional.of(LedgerFile.create(ledger()))),
            Watcher.silent())
        .run();
  }

  private static FederationDocument document() {
    return new SpecLoader(InputStream.nullInputStream())
        .load("../examples/guidance.yaml", List.of("spec.members={count: 1}"))
        .document();
  }

  private List<LedgerRow.Effect> trespasses() throws IOException {
    List<LedgerRow> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ledger())) {
      rows.add(JSON.readValue(line, LedgerRow.class));
    }
    return Trespasses.in(rows).effects();
  }

  private Path ledger() {
    return folder.resolve("ledger.jsonl");
  }
}
