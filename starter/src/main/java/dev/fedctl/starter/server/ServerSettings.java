package dev.fedctl.starter.server;

import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the Temporal server is: the temporal CLI's environment variables and profile file, below
 * what the command line says.
 */
public record ServerSettings(ClientConfigProfile profile) {

  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  private static final String DEFAULT_NAMESPACE = "default";

  /** Reads the profile; whatever is absent is as the temporal CLI has it. */
  public static ServerSettings load(
      Map<String, String> environment,
      Optional<String> address,
      Optional<String> namespace,
      Optional<String> profile) {
    Map<String, String> variables = new HashMap<>(environment);
    address.ifPresent(text -> variables.put("TEMPORAL_ADDRESS", text));
    namespace.ifPresent(text -> variables.put("TEMPORAL_NAMESPACE", text));
    profile.ifPresent(text -> variables.put("TEMPORAL_PROFILE", text));
    try {
      return new ServerSettings(
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(variables).build()));
    } catch (IOException | RuntimeException e) {
      throw CommandFailure.of(
          ExitCodes.USAGE,
          "Temporal's profile cannot be used: " + e.getMessage(),
          "temporal config list shows the file; TEMPORAL_PROFILE and --profile choose from it");
    }
  }

  /** Host and port. */
  public String address() {
    return Optional.ofNullable(profile.getAddress()).orElse(DEFAULT_ADDRESS);
  }

  public String namespace() {
    return Optional.ofNullable(profile.getNamespace()).orElse(DEFAULT_NAMESPACE);
  }
}
