package dev.fedctl.starter.command;

import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.server.Deadlines;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What commands find around them.
 *
 * @param environment variables
 * @param properties of the JVM; the launcher says there which of stdin and stderr is a terminal
 * @param identity who the user is to AWS
 * @param deadlines how long the Temporal server and the workers may take
 */
public record Surroundings(
    Map<String, String> environment,
    Properties properties,
    InputStream stdin,
    UserIdentity identity,
    Deadlines deadlines) {

  /** Those of this process. */
  public static Surroundings ofProcess(UserIdentity identity) {
    return new Surroundings(
        System.getenv(), System.getProperties(), System.in, identity, Deadlines.STANDARD);
  }

  /** Those of the command line that a command is part of. */
  public static Surroundings of(CommandSpec command) {
    return ((Fedctl) command.root().userObject()).surroundings();
  }

  /** The person at this machine, as {@code user@host}. */
  public String actor() {
    String host =
        environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "localhost"));
    return properties.getProperty("user.name", "somebody") + "@" + host;
  }

  /** Whether somebody can be asked. */
  boolean isInteractive() {
    return Boolean.parseBoolean(properties.getProperty("fedctl.stdin"));
  }
}
