package dev.fedctl.starter.command;

import dev.fedctl.starter.Version;
import dev.fedctl.starter.render.Terminal;
import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.server.ServerChecks;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs a Temporal server. */
public abstract class ServerCommand implements Callable<Integer> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Spec @Nullable CommandSpec command;

  @Override
  public final Integer call() {
    root().settleLogging();
    prepare();
    try (Server server = connection.open(around())) {
      return run(server);
    }
  }

  /** Reads what the user gave, before anybody is called. */
  protected void prepare() {}

  /** Does the work; returns the exit code. */
  protected abstract int run(Server server);

  protected final CommandSpec spec() {
    return Objects.requireNonNull(command);
  }

  protected final Surroundings around() {
    return Surroundings.of(spec());
  }

  protected final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  protected final Confirmation confirmation() {
    return new Confirmation(around(), err());
  }

  protected final void warn(String warning) {
    err().println("warning: " + warning);
    err().flush();
  }

  protected final ServerChecks checks(Server server) {
    return new ServerChecks(server, Version.number(), this::warn);
  }

  protected final Optional<Terminal> terminal() {
    return Terminal.of(around().properties(), around().environment(), root().isPlain());
  }

  private Fedctl root() {
    return (Fedctl) spec().root().userObject();
  }
}
