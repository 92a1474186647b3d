package dev.fedctl.starter.federation;

import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.activity.ObservationActivities.ClusterStanding;
import dev.fedctl.contract.activity.ObservationActivities.Ownership;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What stands of a federation in AWS while no workflow knows it: its Temporal server, or the
 * retention of its namespace, has taken everything along.
 *
 * @param things in one line each
 * @param generations the lives that they belong to
 * @param differences what is otherwise than the spec says, as far as tags and EKS tell
 */
public record Lost(List<String> things, List<String> generations, List<String> differences) {

  public Lost {
    things = List.copyOf(things);
    generations = List.copyOf(generations);
    differences = List.copyOf(differences);
  }

  /** What was seen, held against a spec. */
  public static Lost of(FederationDocument wanted, Observation seen) {
    List<ClusterStanding> ours =
        seen.clusters().stream().filter(one -> one.ownership() == Ownership.OURS).toList();
    TreeSet<String> generations = new TreeSet<>(seen.inventory().generations());
    ours.forEach(one -> one.generation().ifPresent(generations::add));
    List<String> things = new ArrayList<>();
    ours.forEach(
        one ->
            things.add(
                "EKS cluster %s in %s".formatted(one.cluster().name(), one.cluster().region())));
    seen.inventory().findings().forEach(one -> things.add(one.text()));
    return new Lost(
        things,
        List.copyOf(generations),
        things.isEmpty() ? List.of() : differences(wanted, seen, ours));
  }

  public boolean isNothing() {
    return things.isEmpty();
  }

  private static List<String> differences(
      FederationDocument wanted, Observation seen, List<ClusterStanding> ours) {
    List<String> differences = new ArrayList<>();
    seen.clusters().stream()
        .filter(one -> one.ownership() == Ownership.ABSENT)
        .forEach(
            one ->
                differences.add(
                    "+   cluster %s in %s does not stand: it will be made"
                        .formatted(one.cluster().name(), one.cluster().region())));
    Optional<String> version = wanted.spec().kubernetesVersion();
    ours.stream()
        .filter(one -> version.isPresent() && !version.equals(one.kubernetesVersion()))
        .forEach(
            one ->
                differences.add(
                    "!   cluster %s runs Kubernetes %s, the spec says %s: it stays as it is"
                        .formatted(
                            one.cluster().name(),
                            one.kubernetesVersion().orElse("?"),
                            version.orElse("?"))));
    List<String> named =
        Stream.concat(
                Stream.of(wanted.parentName()), wanted.memberSpecs().stream().map(MemberSpec::name))
            .toList();
    seen.inventory().of(Kind.LAUNCH_TEMPLATE).stream()
        .map(Finding::cluster)
        .flatMap(Optional::stream)
        .filter(cluster -> !named.contains(cluster))
        .forEach(
            cluster ->
                differences.add(
                    "!   cluster %s is not in the spec: it stays until the federation is destroyed"
                        .formatted(cluster)));
    return differences;
  }
}
