package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
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

  private static final Filters<Ec2Region> REGION_FILTERS =
      Filters.untagged(
          Map.of(
              "region-name", region -> List.of(region.place().name()),
              "endpoint", region -> List.of(endpoint(region)),
              "opt-in-status", region -> List.of("opt-in-not-required")));

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
    List<String> names = input.texts("RegionNames");
    for (String name : names) {
      if (regions.all().stream().noneMatch(region -> region.place().name().equals(name))) {
        throw new ServiceError("InvalidParameterValue", 400, "Invalid region provided: " + name);
      }
    }
    List<Ec2Region> chosen =
        regions.all().stream()
            .filter(region -> names.isEmpty() || names.contains(region.place().name()))
            .toList();
    return Output.of(
        "Regions",
        REGION_FILTERS.apply(input, context, chosen).stream()
            .map(
                region ->
                    Output.of(
                        "RegionName", region.place().name(),
                        "Endpoint", endpoint(region),
                        "OptInStatus", "opt-in-not-required"))
            .toList());
  }

  private static String endpoint(Ec2Region region) {
    return "ec2." + region.place().name() + ".amazonaws.com";
  }

  private static String optIn(Zone zone) {
    return zone.type().equals("availability-zone") ? "opt-in-not-required" : "not-opted-in";
  }
}
