package dev.fedctl.app;

import dev.fedctl.starter.command.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** One run of the real command line, with what it printed. */
public record CommandLineRun(int exitCode, String out, String err) {

  public static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        CommandLines.of(List.of(new RehearseCommand(), new WorkerCommand(), new SandboxCommand()));
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exitCode = line.execute(arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** The lines of stderr that report an error. */
  List<String> errors() {
    return err.lines().filter(line -> line.startsWith("error:")).toList();
  }
}
