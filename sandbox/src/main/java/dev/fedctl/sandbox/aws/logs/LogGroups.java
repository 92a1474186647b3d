package dev.fedctl.sandbox.aws.logs;

import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The log groups of the account. Guarded by the kernel's lock. */
public final class LogGroups {

  static final String KIND = "logs:log-group";

  private final Map<String, SortedMap<String, Instant>> regions = new TreeMap<>();

  public LogGroups(World world, Instant start) {
    world
        .regions()
        .forEach(
            region ->
                region.devices().logGroups().forEach(name -> in(region.name()).put(name, start)));
  }

  /** A control plane writes; the first time that makes its log group. */
  public void write(String region, String name, Effects effects) {
    if (in(region).putIfAbsent(name, effects.now()) == null) {
      effects.byController("eks", "created", KIND, name, Optional.empty());
    }
  }

  /** By name, with the time of their making. */
  SortedMap<String, Instant> in(String region) {
    return regions.computeIfAbsent(region, unknown -> new TreeMap<>());
  }
}
