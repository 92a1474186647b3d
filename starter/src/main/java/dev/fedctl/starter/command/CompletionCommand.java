package dev.fedctl.starter.command;

import dev.fedctl.starter.ExitCodes;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete fedctl's commands. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that makes a shell complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(fedctl completion bash)",
      "  source <(fedctl completion zsh)",
      "  fedctl completion bash > /etc/bash_completion.d/fedctl"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells for which there is a script; one script serves both. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  @Nullable Shell shell;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    CommandSpec spec = Objects.requireNonNull(command);
    String script = AutoComplete.bash("fedctl", spec.root().commandLine());
    spec.commandLine()
        .getOut()
        .print(shell == Shell.zsh ? "autoload -U +X compinit && compinit\n" + script : script);
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
