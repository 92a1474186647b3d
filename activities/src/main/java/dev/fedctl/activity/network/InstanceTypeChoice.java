package dev.fedctl.activity.network;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.activity.NetworkActivities.InstanceTypeQuery;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.spec.NodesSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Chooses instance types by what a node is to have, of those that every zone offers. */
final class InstanceTypeChoice {

  /** EKS takes no more for one node group (CreateNodegroup, {@code instanceTypes}). */
  private static final int LIMIT = 20;

  private static final int MIB_PER_GIB = 1024;

  /** Families from the cheapest per hour to the dearer ones; others follow by name. */
  private static final List<String> CHEAPEST =
      List.of("t4g", "t3a", "t3", "c7a", "c6a", "c5a", "c6g", "c5", "m6a", "m5a", "m6g", "m5");

  private final Ec2Client ec2;
  private final InstanceTypeQuery query;

  InstanceTypeChoice(Ec2Client ec2, InstanceTypeQuery query) {
    this.ec2 = ec2;
    this.query = query;
  }

  List<String> choose() {
    NodesSpec nodes = query.nodes();
    List<InstanceTypeInfo> ofSize =
        ec2
            .describeInstanceTypesPaginator(
                r ->
                    r.filters(
                        filter("vcpu-info.default-vcpus", Integer.toString(nodes.vcpus())),
                        filter(
                            "processor-info.supported-architecture",
                            nodes.architecture().ec2Name()),
                        filter("current-generation", "true"),
                        filter("bare-metal", "false"),
                        filter("hypervisor", "nitro")))
            .instanceTypes()
            .stream()
            .toList();
    Set<String> offered = offeredEverywhere();
    List<InstanceTypeInfo> usable =
        ofSize.stream().filter(type -> offered.contains(type.instanceTypeAsString())).toList();
    List<String> chosen =
        usable.stream()
            .filter(type -> type.memoryInfo().sizeInMiB() == (long) nodes.memoryGiB() * MIB_PER_GIB)
            .map(InstanceTypeInfo::instanceTypeAsString)
            .sorted(Comparator.comparingInt(InstanceTypeChoice::rank).thenComparing(name -> name))
            .limit(LIMIT)
            .toList();
    if (chosen.isEmpty()) {
      throw none(usable);
    }
    return chosen;
  }

  private Set<String> offeredEverywhere() {
    Map<String, Set<String>> byZone = new HashMap<>();
    for (InstanceTypeOffering offering :
        ec2.describeInstanceTypeOfferingsPaginator(
                r ->
                    r.locationType(LocationType.AVAILABILITY_ZONE)
                        .filters(Filter.builder().name("location").values(query.zones()).build()))
            .instanceTypeOfferings()) {
      byZone
          .computeIfAbsent(offering.location(), zone -> new HashSet<>())
          .add(offering.instanceTypeAsString());
    }
    Set<String> everywhere = new HashSet<>();
    byZone.values().stream().findFirst().ifPresent(everywhere::addAll);
    query.zones().forEach(zone -> everywhere.retainAll(byZone.getOrDefault(zone, Set.of())));
    return everywhere;
  }

  private RuntimeException none(List<InstanceTypeInfo> usable) {
    NodesSpec nodes = query.nodes();
    String sizes =
        usable.stream()
            .map(type -> type.memoryInfo().sizeInMiB() / MIB_PER_GIB)
            .distinct()
            .sorted()
            .map(gib -> gib + " GiB")
            .collect(Collectors.joining(", "));
    return Waits.failure(
        FailureFacts.invalidSpec(
            query.specPath(),
            "no current %s instance type with %d vCPU and %d GiB is offered in all of %s"
                .formatted(
                    nodes.architecture().ec2Name(),
                    nodes.vcpus(),
                    nodes.memoryGiB(),
                    String.join(", ", query.zones())),
            sizes.isEmpty()
                ? "choose another number of vCPUs"
                : "with " + nodes.vcpus() + " vCPU there are " + sizes));
  }

  private static int rank(String name) {
    int at = CHEAPEST.indexOf(name.substring(0, name.indexOf('.')));
    return at < 0 ? CHEAPEST.size() : at;
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
