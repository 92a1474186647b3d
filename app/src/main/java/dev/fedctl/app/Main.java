package dev.fedctl.app;

import dev.fedctl.app.access.AwsUser;
import dev.fedctl.app.access.KubeconfigCommand;
import dev.fedctl.starter.command.CommandLines;
import dev.fedctl.starter.command.CommandLines.Named;
import dev.fedctl.starter.command.Surroundings;
import java.util.List;
import picocli.CommandLine;

/** The composition root: the commands of the starter, and those that run several parts at once. */
public final class Main {

  private static final List<Named> COMMANDS =
      List.of(
          new Named("kubeconfig", KubeconfigCommand.class),
          new Named("rehearse", RehearseCommand.class),
          new Named("worker", WorkerCommand.class),
          new Named("sandbox", SandboxCommand.class),
          new Named("dev", DevCommand.class),
          new Named("warm-up", WarmUpCommand.class));

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Surroundings.ofProcess(new AwsUser()), arguments).execute(arguments));
  }

  /** All commands there are; of them only the one that is meant, if the arguments begin with it. */
  static CommandLine commandLine(Surroundings around, String... arguments) {
    return CommandLines.of(COMMANDS, around, arguments);
  }
}
