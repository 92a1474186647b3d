package dev.fedctl.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {

  private static final String GUIDANCE = "../examples/guidance.yaml";

  private record Run(int exitCode, String out, String err) {

    static Run of(String... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine line = CommandLines.of(List.of());
      line.setOut(new PrintWriter(out));
      line.setErr(new PrintWriter(err));
      int exitCode = line.execute(arguments);
      return new Run(exitCode, out.toString(), err.toString());
    }
  }

  @Test
  void planShowsParametersStepsAndTime() {
    Run run = Run.of("plan", "--offline", GUIDANCE);

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
    Run run = Run.of("validate", GUIDANCE, "--set", "members.count=7");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("valid: federation \"karmada-guidance\"", "with 7 members");
  }

  @Test
  void wrongSpecAndWrongCommandLineHaveTheirExitCodes() {
    assertThat(Run.of("validate", "no-such.yaml").exitCode()).isEqualTo(3);
    assertThat(Run.of("validate").exitCode()).isEqualTo(2);
    assertThat(Run.of("validate", GUIDANCE, "-f", "other.yaml").exitCode()).isEqualTo(2);
    assertThat(Run.of("dance").exitCode()).isEqualTo(2);
    assertThat(Run.of("plan", GUIDANCE).exitCode()).isEqualTo(2);
  }

  @Test
  void helpTeaches() {
    for (String command : List.of("validate", "plan", "version")) {
      assertThat(Run.of(command, "--help").out()).as(command).contains("Usage:");
    }
    assertThat(Run.of("--help").out()).contains("Examples:", "Exit codes:");
  }
}
