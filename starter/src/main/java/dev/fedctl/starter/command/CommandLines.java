package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import java.util.List;
import picocli.CommandLine;

/** Puts the command line together and decides what each kind of failure prints and returns. */
public final class CommandLines {

  private static final int WIDTH = 110;

  private CommandLines() {}

  /** The command line with the commands of this module and those given. */
  public static CommandLine of(List<Object> more) {
    CommandLine line = new CommandLine(new Fedctl());
    more.forEach(line::addSubcommand);
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof InvalidSpecFileException invalid) {
            invalid.problems().forEach(problem -> command.getErr().println("error: " + problem));
            return ExitCodes.INVALID_SPEC;
          }
          command.getErr().println("error: " + failure);
          return ExitCodes.INTERNAL;
        });
    line.setParameterExceptionHandler(
        (wrong, arguments) -> {
          CommandLine command = wrong.getCommandLine();
          command.getErr().println("error: " + wrong.getMessage());
          command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
          return ExitCodes.USAGE;
        });
    return line;
  }
}
