package dev.fedctl.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private static final String GUIDANCE = "../examples/guidance.yaml";

  @Test
  void planShowsParametersStepsAndTime() {
    CommandLineRun run = CommandLineRun.of("plan", "--offline", GUIDANCE);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("VPC                 KarmadaVPC")
        .contains("nodes per cluster   3 × 2 vCPU / 4 GiB x86_64")
        .contains("karmada-guidance-member-2")
        .contains("50 steps; the longest chain usually takes");
    assertThat(run.err()).contains("OPEN TO THE WORLD", "NOBODY BUT THE WORKER");
  }

  @Test
  void validSpecIsSaidToBeValid() {
    CommandLineRun run = CommandLineRun.of("validate", GUIDANCE, "--set", "members.count=7");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("valid: federation \"karmada-guidance\"", "with 7 members");
  }

  @Test
  void wrongSpecAndWrongCommandLineHaveTheirExitCodes() {
    assertThat(CommandLineRun.of("validate", "no-such.yaml").exitCode()).isEqualTo(3);
    assertThat(CommandLineRun.of("validate").exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of("validate", GUIDANCE, "-f", "other.yaml").exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of("dance").exitCode()).isEqualTo(2);
  }

  @Test
  void helpTeaches() {
    for (String command : List.of("validate", "plan", "version")) {
      assertThat(CommandLineRun.of(command, "--help").out()).as(command).contains("Usage:");
    }
    assertThat(CommandLineRun.of("--help").out()).contains("Examples:", "Exit codes:");
  }
}
