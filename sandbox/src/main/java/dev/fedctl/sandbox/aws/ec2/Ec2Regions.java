package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.world.AwsRegions;
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

  private final World world;
  private final Instant start;

  public Ec2Regions(World world, Instant start) {
    this.world = world;
    this.start = start;
    world.regions().forEach(this::add);
  }

  private Ec2Region add(World.Region place) {
    Ec2Region region = new Ec2Region(place, world.instanceTypes(), start);
    regions.put(place.name(), region);
    return region;
  }

  World world() {
    return world;
  }

  /** The region that a call goes to; the front lets no other through. */
  Ec2Region of(Context context) {
    return of(context.region());
  }

  /** A region; one that the world does not list has zones and nothing else. */
  public Ec2Region of(String region) {
    Ec2Region known = regions.get(region);
    return known == null
        ? add(new World.Region(region, AwsRegions.required(region).zones(), List.of()))
        : known;
  }

  public Collection<Ec2Region> all() {
    return regions.values();
  }

  /** The claims of a cluster's namespace, {@code <cluster>/<namespace>}, that have a volume. */
  public List<String> claims(String place) {
    String cluster = place.substring(0, place.indexOf('/'));
    String namespace = place.substring(place.indexOf('/') + 1);
    return regions.values().stream()
        .flatMap(region -> region.volumes.values().stream())
        .map(Resource::tags)
        .filter(tags -> cluster.equals(tags.get("ebs.csi.aws.com/cluster-name")))
        .filter(tags -> namespace.equals(tags.get("kubernetes.io/created-for/pvc/namespace")))
        .map(tags -> tags.getOrDefault("kubernetes.io/created-for/pvc/name", ""))
        .sorted()
        .toList();
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
