package dev.fedctl.app;

import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a sandbox that outlives a rehearsal is set up: the options that a state is made with, and
 * that cannot be changed afterwards. What is not given is the state's, or else a default.
 */
final class SandboxSetup {

  static final String SPEED = "--speed";
  static final String PORT = "--port";
  static final String LISTEN = "--listen";

  private static final Map<String, String> USUAL =
      Map.of("--region", "eu-north-1", "--vpc", "KarmadaVPC");

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Region of the default world. Default: eu-north-1.")
  @Nullable String region;

  @Option(
      names = "--vpc",
      paramLabel = "NAME",
      description = "Name of the VPC of the default world. Default: KarmadaVPC.")
  @Nullable String vpc;

  @Option(names = "--world", paramLabel = "FILE", description = "What exists at the start.")
  @Nullable Path world;

  @Option(names = "--faults", paramLabel = "FILE", description = "What goes wrong.")
  @Nullable Path faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Varies every delay by up to a quarter.")
  @Nullable Long seed;

  /** What was given, by option; files by what is in them. */
  Map<String, String> given() throws InvalidSpecFileException {
    Map<String, String> given = new TreeMap<>();
    put(given, "--region", region);
    put(given, "--vpc", vpc);
    put(given, "--seed", seed);
    put(given, "--world", world == null ? null : SandboxFiles.text(world));
    put(given, "--faults", faults == null ? null : SandboxFiles.text(faults));
    return given;
  }

  static void put(Map<String, String> given, String option, @Nullable Object value) {
    if (value != null) {
      given.put(option, value.toString());
    }
  }

  /** The values of a new setup, of options that were not given. */
  static Map<String, String> usual(int speed, int port) {
    Map<String, String> usual = new TreeMap<>(USUAL);
    usual.put(SPEED, Integer.toString(speed));
    usual.put(PORT, Integer.toString(port));
    return usual;
  }

  World world(Map<String, String> setup) throws InvalidSpecFileException {
    return SandboxFiles.world(
        String.valueOf(world),
        setup.get("--world"),
        () -> World.standard(value(setup, "--region"), value(setup, "--vpc")));
  }

  FaultPlan faults(Map<String, String> setup) throws InvalidSpecFileException {
    return SandboxFiles.faults(String.valueOf(faults), setup.get("--faults"));
  }

  static Delays delays(Map<String, String> setup) {
    String seed = setup.get("--seed");
    return seed == null ? Delays.fixed() : Delays.seeded(Long.parseLong(seed));
  }

  static Optional<InetAddress> address(Map<String, String> setup) {
    return Optional.ofNullable(setup.get(LISTEN))
        .map(
            address -> {
              try {
                return InetAddress.getByName(address);
              } catch (UnknownHostException e) {
                throw new IllegalStateException("an address in figures is one", e);
              }
            });
  }

  static int number(Map<String, String> setup, String option) {
    return Integer.parseInt(value(setup, option));
  }

  private static String value(Map<String, String> setup, String option) {
    return Objects.requireNonNull(setup.get(option), option);
  }
}
