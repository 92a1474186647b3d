package dev.fedctl.starter.command;

import dev.fedctl.starter.server.Server;
import dev.fedctl.starter.server.ServerSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Temporal server: that of the temporal CLI, unless these say otherwise. */
public final class ConnectionOptions {

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "The Temporal server. Default: TEMPORAL_ADDRESS, the profile, 127.0.0.1:7233.")
  @Nullable String address;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Its namespace. Default: TEMPORAL_NAMESPACE, the profile, default.")
  @Nullable String namespace;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "A profile of the temporal CLI's file. Default: TEMPORAL_PROFILE, default.")
  @Nullable String profile;

  /** Sets the connection up; calls nobody. */
  public Server open(Surroundings around) {
    return Server.of(
        ServerSettings.load(
            around.environment(),
            Optional.ofNullable(address),
            Optional.ofNullable(namespace),
            Optional.ofNullable(profile)),
        around.deadlines(),
        around.actor());
  }
}
