package dev.fedctl.app;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a rehearsal is one life as it is told, or many as chance has it. */
final class ChaosOptions {

  private static final int USUAL = 10;
  private static final int MOST = 100_000;

  /** What a life of chance decides by itself. */
  private static final List<String> ITS_OWN =
      List.of("--faults", "--ledger", "--answer", "--add", "--destroy");

  @Option(
      names = "--chaos",
      description =
          "Lives many times from the deployment to the removal, among things of others that look like"
              + " ours, and with mishaps that a seed draws: throttling, lost and late requests, slow and"
              + " failed resources, workers that die.")
  boolean wanted;

  @Option(
      names = "--runs",
      paramLabel = "M",
      description = "With --chaos: how many lives, each with the next seed. Default: 10.")
  @Nullable Integer runs;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /** How many lives. */
  int lives() {
    int lives = runs == null ? USUAL : runs;
    if (lives < 1 || lives > MOST) {
      throw wrong("--runs: must be from 1 to %d, was %d".formatted(MOST, lives));
    }
    return lives;
  }

  /** The first seed: the given one, or a new one. */
  static long seed(OptionalLong given) {
    return given.orElseGet(() -> new Random().nextInt(1_000_000));
  }

  /** Refuses what does not go together. */
  void check() {
    if (!wanted && runs != null) {
      throw wrong("--runs: goes with --chaos only");
    }
    if (wanted) {
      ITS_OWN.stream()
          .filter(name -> line().getParseResult().hasMatchedOption(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw wrong(name + ": does not go with --chaos, which decides that by itself");
              });
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(line(), message);
  }

  private picocli.CommandLine line() {
    return Objects.requireNonNull(command).commandLine();
  }
}
