package dev.fedctl.activity.inventory;

import dev.fedctl.activity.inventory.Belonging.Made;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/**
 * Network interfaces, security groups and volumes of one region, by owner tags and by those that
 * name one of these clusters.
 */
final class DeviceLook {

  /** EC2 allows 200 values for a filter. */
  private static final int VALUES = 200;

  private final Ec2Client ec2;
  private final Belonging belonging;
  private final String region;
  private final List<String> clusters;

  DeviceLook(Ec2Client ec2, Belonging belonging, String region, List<String> clusters) {
    this.ec2 = ec2;
    this.belonging = belonging;
    this.region = region;
    this.clusters = clusters;
  }

  List<Finding> networkInterfaces() {
    Map<String, NetworkInterface> found = new LinkedHashMap<>();
    for (Filter filter : filters("tag:cluster.k8s.amazonaws.com/name", name -> name)) {
      ec2.describeNetworkInterfacesPaginator(r -> r.filters(filter))
          .networkInterfaces()
          .forEach(one -> found.put(one.networkInterfaceId(), one));
    }
    return findings(
        found.values(),
        one ->
            belonging
                .of(tags(one.tagSet()), Made.untold(one.networkInterfaceId()))
                .map(
                    proof ->
                        Held.finding(
                            Kind.NETWORK_INTERFACE,
                            one.networkInterfaceId(),
                            one.description(),
                            region,
                            proof,
                            belonging,
                            one.status() == NetworkInterfaceStatus.AVAILABLE
                                ? Optional.empty()
                                : Optional.of("it is " + one.statusAsString()))));
  }

  /** Those that EKS and the controllers name; people may tag theirs with a cluster's name, too. */
  List<Finding> securityGroups() {
    Map<String, SecurityGroup> found = new LinkedHashMap<>();
    for (Filter filter : filters("tag-key", Belonging::ownedBy)) {
      ec2.describeSecurityGroupsPaginator(r -> r.filters(filter))
          .securityGroups()
          .forEach(one -> found.put(one.groupId(), one));
    }
    return findings(
        found.values(),
        one ->
            belonging
                .of(tags(one.tags()), Made.untold(one.groupId()))
                .filter(
                    proof ->
                        one.groupName().startsWith("k8s-")
                            || one.groupName()
                                .startsWith("eks-cluster-sg-" + proof.cluster().orElse("") + "-"))
                .map(
                    proof ->
                        Held.finding(
                            Kind.SECURITY_GROUP,
                            one.groupId(),
                            one.groupName(),
                            region,
                            proof,
                            belonging,
                            Optional.empty())));
  }

  List<Finding> volumes() {
    Map<String, Volume> found = new LinkedHashMap<>();
    for (Filter filter : filters("tag-key", Belonging::ownedBy)) {
      ec2.describeVolumesPaginator(r -> r.filters(filter))
          .volumes()
          .forEach(one -> found.put(one.volumeId(), one));
    }
    return findings(
        found.values(),
        one ->
            belonging
                .of(tags(one.tags()), Made.at(one.createTime()))
                .map(
                    proof ->
                        Held.finding(
                            Kind.VOLUME,
                            one.volumeId(),
                            tags(one.tags()).getOrDefault("CSIVolumeName", one.volumeId()),
                            region,
                            proof,
                            belonging,
                            heldBy(one))));
  }

  private static Optional<String> heldBy(Volume volume) {
    return volume.state() == VolumeState.AVAILABLE || volume.state() == VolumeState.ERROR
        ? Optional.empty()
        : Optional.of("it is " + volume.stateAsString());
  }

  /** By owner tags, then by the clusters, as many at once as EC2 takes. */
  private List<Filter> filters(String name, Function<String, String> value) {
    List<Filter> filters = new ArrayList<>();
    belonging
        .id()
        .map(
            id ->
                Filter.builder()
                    .name("tag:" + OwnerTags.FEDERATION_ID)
                    .values(id.toString())
                    .build())
        .ifPresent(filters::add);
    for (int from = 0; from < clusters.size(); from += VALUES) {
      filters.add(
          Filter.builder()
              .name(name)
              .values(
                  clusters.subList(from, Math.min(clusters.size(), from + VALUES)).stream()
                      .map(value)
                      .toList())
              .build());
    }
    return filters;
  }

  private static <T> List<Finding> findings(
      Iterable<T> things, Function<T, Optional<Finding>> finding) {
    List<Finding> findings = new ArrayList<>();
    things.forEach(thing -> finding.apply(thing).ifPresent(findings::add));
    return findings;
  }

  private static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
