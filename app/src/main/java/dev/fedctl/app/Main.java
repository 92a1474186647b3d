package dev.fedctl.app;

import dev.fedctl.starter.command.CommandLines;
import java.util.List;

/** The composition root: the commands of the starter, and those that run several parts at once. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        CommandLines.of(
                List.of(
                    new RehearseCommand(),
                    new WorkerCommand(),
                    new SandboxCommand(),
                    new DevCommand()))
            .execute(arguments));
  }
}
