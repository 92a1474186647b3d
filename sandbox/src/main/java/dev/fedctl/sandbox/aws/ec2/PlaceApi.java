package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.world.AwsRegions;
import dev.fedctl.sandbox.world.AwsRegions.AwsRegion;
import dev.fedctl.sandbox.world.World.Zone;
import java.util.List;
import java.util.Map;

/** Regions and zones. */
final class PlaceApi {

  private static final Filters<Zone> ZONE_FILTERS =
      Filters.untagged(
          Map.of(
              "zone-name", zone -> List.of(zone.name()),
              "zone-id", zone -> List.of(zone.id()),
              "zone-type", zone -> List.of(zone.type()),
              "state", zone -> List.of("available"),
              "opt-in-status", zone -> List.of(optIn(zone))));

  /** A region as this account sees it. */
  private record Place(AwsRegion region, String optIn) {

    String endpoint() {
      return "ec2." + region.name() + "." + region.partition().domain();
    }

    boolean isUsable() {
      return !optIn.equals("not-opted-in");
    }
  }

  private static final Filters<Place> REGION_FILTERS =
      Filters.untagged(
          Map.of(
              "region-name", place -> List.of(place.region().name()),
              "endpoint", place -> List.of(place.endpoint()),
              "opt-in-status", place -> List.of(place.optIn())));

  private final Ec2Regions regions;

  PlaceApi(Ec2Regions regions) {
    this.regions = regions;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeAvailabilityZones", this::zones);
    operations.put("DescribeRegions", this::regions);
  }

  private Map<String, Object> zones(Input input, Context context) {
    Ec2Region region = regions.of(context);
    List<String> names = input.texts("ZoneNames");
    for (String name : names) {
      if (region.zone(name).isEmpty()) {
        throw new ServiceError(
            "InvalidParameterValue", 400, "Invalid availability zone: [" + name + "]");
      }
    }
    boolean all = input.flag("AllAvailabilityZones").orElse(false);
    List<Zone> chosen =
        region.place().zones().stream()
            .filter(zone -> names.isEmpty() || names.contains(zone.name()))
            .filter(zone -> all || optIn(zone).equals("opt-in-not-required"))
            .toList();
    return Output.of(
        "AvailabilityZones",
        ZONE_FILTERS.apply(input, context, chosen).stream()
            .map(
                zone ->
                    Output.of(
                        "ZoneName", zone.name(),
                        "ZoneId", zone.id(),
                        "ZoneType", zone.type(),
                        "State", "available",
                        "RegionName", context.region(),
                        "OptInStatus", optIn(zone),
                        "GroupName", context.region(),
                        "NetworkBorderGroup", context.region(),
                        "Messages", List.of()))
            .toList());
  }

  private Map<String, Object> regions(Input input, Context context) {
    List<Place> all = AwsRegions.of(context.partition()).stream().map(this::seen).toList();
    List<String> names = input.texts("RegionNames");
    for (String name : names) {
      if (all.stream().noneMatch(place -> place.region().name().equals(name))) {
        throw new ServiceError("InvalidParameterValue", 400, "Invalid region provided: " + name);
      }
    }
    boolean disabledToo = input.flag("AllRegions").orElse(false);
    List<Place> chosen =
        all.stream()
            .filter(place -> names.isEmpty() || names.contains(place.region().name()))
            .filter(place -> disabledToo || place.isUsable())
            .toList();
    return Output.of(
        "Regions",
        REGION_FILTERS.apply(input, context, chosen).stream()
            .map(
                place ->
                    Output.of(
                        "RegionName", place.region().name(),
                        "Endpoint", place.endpoint(),
                        "OptInStatus", place.optIn()))
            .toList());
  }

  /** An opt-in region counts as enabled when the world lists it. */
  private Place seen(AwsRegion region) {
    if (!region.isOptIn()) {
      return new Place(region, "opt-in-not-required");
    }
    return new Place(region, regions.world().has(region.name()) ? "opted-in" : "not-opted-in");
  }

  private static String optIn(Zone zone) {
    return zone.type().equals("availability-zone") ? "opt-in-not-required" : "not-opted-in";
  }
}
