package dev.fedctl.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChaosTest {

  @Test
  void federationSurvivesWhateverChanceDoes() throws IOException {
    long seed = new Random().nextInt(1_000_000);

    Chaos chaos =
        new Chaos(document(), World.standard("eu-north-1", "KarmadaVPC"), System.out::println);
    ChaosReport report = chaos.run(chaos.undisturbed(), seed, 5);

    assertThat(report.failed()).isEmpty();
    assertThat(report.survived()).isEqualTo(5);
    assertThat(report.workersDied()).as("at least one a run").isGreaterThanOrEqualTo(5);
    assertThat(report.injected())
        .containsOnlyKeys(List.of(Mishap.values()).stream().map(Mishap::word).toList())
        .allSatisfy((word, times) -> assertThat(times).as(word).isPositive());
  }

  private static FederationDocument document() {
    return new SpecLoader(InputStream.nullInputStream())
        .load("../examples/guidance.yaml", List.of("spec.members={count: 1}"))
        .document();
  }
}
