package dev.fedctl.app;

import dev.fedctl.starter.command.Surroundings;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.server.Deadlines;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/** One run of the real command line, with what it printed. */
public record CommandLineRun(int exitCode, String out, String err) {

  /** A busy machine is no dead one. */
  private static final Deadlines PATIENT =
      new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  public static CommandLineRun of(String... arguments) {
    return with(Map.of(), arguments);
  }

  /** One with more environment variables, where nobody sits at a terminal. */
  public static CommandLineRun with(Map<String, String> variables, String... arguments) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine(
            new Surroundings(
                environment,
                new Properties(),
                new ByteArrayInputStream(new byte[0]),
                UserIdentity.nobody(),
                PATIENT),
            arguments);
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
