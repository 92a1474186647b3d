package dev.fedctl.starter.command;

import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Puts the command line together and decides what each kind of failure prints and returns. */
public final class CommandLines {

  private static final int WIDTH = 110;

  /** One that has to know all the others. */
  private static final String COMPLETION = "completion";

  private static final List<Named> OWN =
      List.of(
          new Named("validate", ValidateCommand.class),
          new Named("plan", PlanCommand.class),
          new Named("apply", ApplyCommand.class),
          new Named("status", StatusCommand.class),
          new Named("watch", WatchCommand.class),
          new Named("list", ListCommand.class),
          new Named("spec", SpecCommand.class),
          new Named("members", MembersCommand.class),
          new Named("retry", DirectiveCommand.Retry.class),
          new Named("skip", DirectiveCommand.Skip.class),
          new Named("abort", DirectiveCommand.Abort.class),
          new Named("destroy", DestroyCommand.class),
          new Named("history", HistoryCommand.class),
          new Named("doctor", DoctorCommand.class),
          new Named(COMPLETION, CompletionCommand.class),
          new Named("version", VersionCommand.class));

  private CommandLines() {}

  /**
   * A command.
   *
   * @param name the one that its annotation says: known before the annotation is read
   * @param type has a constructor without parameters
   */
  public record Named(String name, Class<?> type) {}

  /**
   * The command line with the commands of this module and those given. Where the arguments begin
   * with the name of a command, it has only that one: to read what all commands say of themselves
   * takes longer than most of them.
   */
  public static CommandLine of(List<Named> more, Surroundings around, String... arguments) {
    List<Named> all = Stream.concat(OWN.stream(), more.stream()).toList();
    List<Named> meant =
        all.stream()
            .filter(one -> arguments.length > 0 && one.name().equals(arguments[0]))
            .filter(one -> !one.name().equals(COMPLETION))
            .toList();
    CommandLine line = new CommandLine(new Fedctl(around));
    (meant.isEmpty() ? all : meant).forEach(one -> line.addSubcommand(one.name(), one.type()));
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
        (wrong, given) -> {
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
