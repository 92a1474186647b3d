package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import dev.fedctl.sandbox.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Instance types and where they are offered. */
final class InstanceTypeApi {

  private record Offering(String type, String location) {}

  private static final Filters<InstanceType> TYPE_FILTERS = Filters.untagged(typeFacets());

  private static final Filters<Offering> OFFERING_FILTERS =
      Filters.untagged(
          Map.of(
              "instance-type", offering -> List.of(offering.type()),
              "location", offering -> List.of(offering.location())));

  private final Ec2Regions regions;

  InstanceTypeApi(Ec2Regions regions) {
    this.regions = regions;
  }

  private static Map<String, Function<InstanceType, List<String>>> typeFacets() {
    Map<String, Function<InstanceType, List<String>>> facets = new HashMap<>();
    facets.put("instance-type", type -> List.of(type.name()));
    facets.put("vcpu-info.default-vcpus", type -> List.of(Integer.toString(type.vcpus())));
    facets.put("memory-info.size-in-mib", type -> List.of(Integer.toString(type.memoryMiB())));
    facets.put("processor-info.supported-architecture", type -> List.of(type.architecture()));
    facets.put("current-generation", type -> List.of(Boolean.toString(type.currentGeneration())));
    facets.put("hypervisor", type -> List.of(type.hypervisor()));
    facets.put("bare-metal", type -> List.of("false"));
    facets.put("supported-usage-class", type -> List.of("on-demand", "spot"));
    facets.put("supported-virtualization-type", type -> List.of("hvm"));
    facets.put("supported-root-device-type", type -> List.of("ebs"));
    facets.put("burstable-performance-supported", type -> List.of(isBurstable(type)));
    facets.put("instance-storage-supported", type -> List.of("false"));
    facets.put("free-tier-eligible", type -> List.of("false"));
    return facets;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeInstanceTypes", this::types);
    operations.put("DescribeInstanceTypeOfferings", this::offerings);
  }

  private Map<String, Object> types(Input input, Context context) {
    List<String> names = input.texts("InstanceTypes");
    List<InstanceType> chosen = new ArrayList<>(regions.of(context).instanceTypes());
    if (!names.isEmpty()) {
      chosen.removeIf(type -> !names.contains(type.name()));
      if (chosen.size() < names.size()) {
        throw new ServiceError(
            "InvalidInstanceType",
            400,
            "The following supplied instance types do not exist: " + names);
      }
    }
    return Listing.page(
        "InstanceTypes",
        TYPE_FILTERS.apply(input, context, chosen),
        InstanceType::name,
        InstanceTypeApi::shown,
        input,
        context);
  }

  private Map<String, Object> offerings(Input input, Context context) {
    World.Region place = regions.of(context).place();
    String kind = input.text("LocationType").orElse("region");
    List<String> locations =
        switch (kind) {
          case "region" -> List.of(place.name());
          case "availability-zone" -> place.zones().stream().map(World.Zone::name).toList();
          case "availability-zone-id" -> place.zones().stream().map(World.Zone::id).toList();
          default -> List.of();
        };
    List<Offering> all = new ArrayList<>();
    for (InstanceType type : regions.of(context).instanceTypes()) {
      locations.stream()
          .filter(location -> isOffered(place, type.name(), location))
          .forEach(location -> all.add(new Offering(type.name(), location)));
    }
    return Listing.page(
        "InstanceTypeOfferings",
        OFFERING_FILTERS.apply(input, context, all),
        offering -> offering.type() + " " + offering.location(),
        offering ->
            Output.of(
                "InstanceType", offering.type(),
                "LocationType", kind,
                "Location", offering.location()),
        input,
        context);
  }

  // A location is the region, a zone's name or a zone's id.
  private static boolean isOffered(World.Region place, String type, String location) {
    return location.equals(place.name())
        || place.zones().stream()
            .filter(zone -> zone.name().equals(location) || zone.id().equals(location))
            .anyMatch(zone -> place.offers(type, zone.name()));
  }

  private static Map<String, Object> shown(InstanceType type) {
    return Output.of(
        "InstanceType", type.name(),
        "CurrentGeneration", type.currentGeneration(),
        "FreeTierEligible", false,
        "SupportedUsageClasses", List.of("on-demand", "spot"),
        "SupportedRootDeviceTypes", List.of("ebs"),
        "SupportedVirtualizationTypes", List.of("hvm"),
        "BareMetal", false,
        "Hypervisor", type.hypervisor(),
        "ProcessorInfo", Output.of("SupportedArchitectures", List.of(type.architecture())),
        "VCpuInfo",
            Output.of("DefaultVCpus", type.vcpus(), "DefaultCores", Math.max(1, type.vcpus() / 2)),
        "MemoryInfo", Output.of("SizeInMiB", type.memoryMiB()),
        "InstanceStorageSupported", false,
        "BurstablePerformanceSupported", Boolean.valueOf(isBurstable(type)));
  }

  private static String isBurstable(InstanceType type) {
    return Boolean.toString(type.name().startsWith("t"));
  }
}
