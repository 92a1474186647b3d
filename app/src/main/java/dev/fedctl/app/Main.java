package dev.fedctl.app;

import dev.fedctl.app.access.AwsUser;
import dev.fedctl.app.access.KubeconfigCommand;
import dev.fedctl.starter.command.CommandLines;
import dev.fedctl.starter.command.Surroundings;
import java.util.List;
import picocli.CommandLine;

/** The composition root: the commands of the starter, and those that run several parts at once. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Surroundings.ofProcess(new AwsUser())).execute(arguments));
  }

  /** All commands there are. */
  static CommandLine commandLine(Surroundings around) {
    return CommandLines.of(
        List.of(
            new KubeconfigCommand(),
            new RehearseCommand(),
            new WorkerCommand(),
            new SandboxCommand(),
            new DevCommand(),
            new WarmUpCommand()),
        around);
  }
}
