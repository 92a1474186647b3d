package dev.fedctl.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.starter.federation.UserIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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

  @Test
  void layerOfTheEnvironmentIsUsedAndAnnounced(@TempDir Path folder) throws IOException {
    Path layer = Files.writeString(folder.resolve("layer.yaml"), "spec: {members: {count: 9}}\n");

    CommandLineRun run =
        new CommandLineRun.Place()
            .with("FEDCTL_SPEC_LAYER", layer.toString())
            .run("validate", GUIDANCE);

    assertThat(run.out()).contains("with 9 members");
    assertThat(run.err()).isEqualTo("note: FEDCTL_SPEC_LAYER lays " + layer + " over the spec\n");
  }

  @Test
  void commandIsFoundByTheNameThatItSaysOfItself() {
    assertThat(whole().getSubcommands())
        .isNotEmpty()
        .allSatisfy(
            (name, command) -> {
              assertThat(name).isEqualTo(command.getCommandSpec().name());
              assertThat(command.getCommand().getClass().getAnnotation(Command.class).name())
                  .isEqualTo(name);
            });
  }

  @Test
  void commandThatIsMeantComesAloneAndOthersAreFoundWithoutIt() {
    assertThat(only("status", "x").getSubcommands()).containsOnlyKeys("status");
    assertThat(only("-v", "status", "x").getSubcommands()).containsKeys("status", "apply");
    assertThat(only("completion", "bash").getSubcommands()).containsKeys("status", "apply");
  }

  private static CommandLine whole() {
    return only();
  }

  private static CommandLine only(String... arguments) {
    return CommandLines.of(List.of(), Surroundings.ofProcess(UserIdentity.nobody()), arguments);
  }

  @Test
  void everyCommandTeachesByExample() {
    CommandLine root = whole();

    root.getSubcommands().values().stream()
        .flatMap(
            line ->
                line.getSubcommands().isEmpty()
                    ? Stream.of(line)
                    : line.getSubcommands().values().stream())
        .filter(line -> !line.getCommandName().equals("version"))
        .forEach(
            line ->
                assertThat(line.getUsageMessage())
                    .as(line.getCommandName())
                    .contains("Examples:", "  fedctl "));
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(CommandLineRun.of("completion", "bash").out())
        .contains("complete -F _complete_fedctl", "members", "--request-id");
    assertThat(CommandLineRun.of("completion", "fish").exitCode()).isEqualTo(2);
  }
}
