package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** EC2 region by region. Guarded by the kernel's lock. */
public final class Ec2Regions {

  private final Map<String, Ec2Region> regions = new TreeMap<>();

  public Ec2Regions(World world, Instant start) {
    world.regions().forEach(place -> regions.put(place.name(), new Ec2Region(place, start)));
  }

  /** The region that a call goes to; the front lets no other through. */
  Ec2Region of(Context context) {
    return of(context.region());
  }

  public Ec2Region of(String region) {
    return Optional.ofNullable(regions.get(region))
        .orElseThrow(() -> new IllegalStateException("no region " + region));
  }

  public Collection<Ec2Region> all() {
    return regions.values();
  }

  /** When reads show each thing. */
  public List<Readiness> readiness() {
    return regions.values().stream()
        .flatMap(Ec2Region::all)
        .map(
            thing ->
                Readiness.of(
                    "ec2:" + thing.type(),
                    thing.id(),
                    thing.tags(),
                    Optional.of(thing.visibleFrom())))
        .toList();
  }
}
