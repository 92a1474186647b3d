package dev.fedctl.starter.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.server.Deadlines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/** One run of the command line, with what it printed. */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Where nobody sits at a terminal and no server is named. */
  public static CommandLineRun of(String... arguments) {
    return new Place().run(arguments);
  }

  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A place where commands are given. */
  public static final class Place {

    /** A busy machine is no dead one; what has to be short is tested by its own deadlines. */
    private static final Deadlines PATIENT =
        new Deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private String typed = "";
    private UserIdentity identity = UserIdentity.nobody();
    private Deadlines deadlines = PATIENT;

    public Place() {
      properties.setProperty("user.name", "ada");
      environment.put("HOSTNAME", "desk");
    }

    /** One where a Temporal server listens at this address. */
    public Place at(String address) {
      return with("TEMPORAL_ADDRESS", address);
    }

    public Place with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    public Place with(Deadlines others) {
      deadlines = others;
      return this;
    }

    public Place with(UserIdentity user) {
      identity = user;
      return this;
    }

    /** One with a terminal, at which somebody types this. */
    public Place typing(String text) {
      properties.setProperty("fedctl.stdin", "true");
      typed = text;
      return this;
    }

    /** Gives a command. */
    public CommandLineRun run(String... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine line =
          CommandLines.of(
              List.of(),
              new Surroundings(
                  environment,
                  properties,
                  new ByteArrayInputStream(typed.getBytes(UTF_8)),
                  identity,
                  deadlines),
              arguments);
      line.setOut(new PrintWriter(out));
      line.setErr(new PrintWriter(err));
      int exitCode = line.execute(arguments);
      return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
  }
}
