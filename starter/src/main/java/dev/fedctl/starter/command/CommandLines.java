package dev.fedctl.starter.command;

import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import java.util.List;
import picocli.CommandLine;

/** Puts the command line together and decides what each kind of failure prints and returns. */
public final class CommandLines {

  private static final int WIDTH = 110;

  private CommandLines() {}

  /** The command line with the commands of this module and those given, in this process. */
  public static CommandLine of(List<Object> more) {
    return of(more, Surroundings.ofProcess(UserIdentity.nobody()));
  }

  /** The same in other surroundings. */
  public static CommandLine of(List<Object> more, Surroundings around) {
    CommandLine line = new CommandLine(new Fedctl(around));
    more.forEach(line::addSubcommand);
    line.setUsageHelpWidth(WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          switch (failure) {
            case InvalidSpecFileException invalid ->
                invalid
                    .problems()
                    .forEach(problem -> command.getErr().println("error: " + problem));
            case CommandFailure known -> {
              command.getErr().println("error: " + known.getMessage());
              known.cure().ifPresent(cure -> command.getErr().println("cure: " + cure));
            }
            default -> command.getErr().println("error: " + chain(failure));
          }
          command.getErr().flush();
          return exitCode(failure);
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

  /** A fault nobody foresaw, with what is behind it. */
  private static String chain(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(": ").append(cause);
    }
    return text.toString();
  }

  private static int exitCode(Exception failure) {
    return switch (failure) {
      case InvalidSpecFileException invalid -> ExitCodes.INVALID_SPEC;
      case CommandFailure known -> known.exitCode();
      default -> ExitCodes.INTERNAL;
    };
  }
}
