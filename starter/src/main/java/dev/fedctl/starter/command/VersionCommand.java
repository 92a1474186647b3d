package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.Version;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which fedctl this is. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version of fedctl and of the Java that runs it.")
final class VersionCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    Objects.requireNonNull(command)
        .commandLine()
        .getOut()
        .println("fedctl " + Version.number() + " (Java " + Runtime.version() + ")");
    return ExitCodes.OK;
  }
}
