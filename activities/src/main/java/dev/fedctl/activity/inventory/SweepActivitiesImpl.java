package dev.fedctl.activity.inventory;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.eks.model.Cluster;

/** {@link SweepActivities}: an inventory, and the end of what nothing holds. */
public final class SweepActivitiesImpl implements SweepActivities {

  private static final String ADVICE =
      "see in the AWS console what holds it, free it or delete it, then retry";

  private final AwsClients aws;
  private final Disposal disposal;

  public SweepActivitiesImpl(AwsClients aws) {
    this.aws = aws;
    this.disposal = new Disposal(aws);
  }

  @Override
  public StepOutcome deleteInterfaces(InterfacesRemoval removal) {
    ClusterRef cluster = removal.cluster();
    return AwsFailures.translating(
        "delete network interfaces of EKS cluster \"%s\" in %s"
            .formatted(cluster.name(), cluster.region()),
        () -> interfaces(removal));
  }

  private StepOutcome interfaces(InterfacesRemoval removal) {
    ClusterRef ref = removal.cluster();
    Optional<Cluster> cluster =
        Found.unlessGone(
            () -> aws.eks(ref.region()).describeCluster(r -> r.name(ref.name())).cluster());
    cluster.ifPresent(
        found ->
            Ownership.require("EKS cluster \"" + ref.name() + "\"", found.tags(), removal.claim()));
    Ec2Client ec2 = aws.ec2(ref.region());
    List<String> available =
        cluster
            .flatMap(found -> Optional.ofNullable(found.resourcesVpcConfig()))
            .flatMap(vpc -> Optional.ofNullable(vpc.clusterSecurityGroupId()))
            .map(group -> available(ec2, group))
            .orElse(List.of());
    available.forEach(
        id -> Found.unlessGone(() -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id))));
    return available.isEmpty() ? StepOutcome.ABSENT : StepOutcome.DELETED;
  }

  private static List<String> available(Ec2Client ec2, String group) {
    return ec2
        .describeNetworkInterfacesPaginator(
            r -> r.filters(filter("group-id", group), filter("status", "available")))
        .networkInterfaces()
        .stream()
        .map(NetworkInterface::networkInterfaceId)
        .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  @Override
  public Awaited<StepOutcome> awaitLeftoversGone(LeftoversWait wait) {
    ClusterRef cluster = wait.cluster();
    return AwsFailures.translating(
        "look for leftovers of cluster \"%s\" in %s".formatted(cluster.name(), cluster.region()),
        () -> Waits.settle(wait.patience(), leftovers(wait)));
  }

  private Look<StepOutcome> leftovers(LeftoversWait wait) {
    ClusterRef cluster = wait.cluster();
    List<Finding> found =
        new RegionLook(aws, cluster.region(), Wanted.of(wait))
            .all().stream()
                .filter(one -> one.kind() != Kind.LAUNCH_TEMPLATE && one.kind() != Kind.CLUSTER)
                .toList();
    return swept(found, StepOutcome.ABSENT);
  }

  @Override
  public Awaited<Swept> awaitSwept(SweepWait wait) {
    return AwsFailures.translating(
        "look for what is left of federation \"%s\"".formatted(wait.claim().owner().federation()),
        () -> Waits.settle(wait.patience(), look(wait)));
  }

  private Look<Swept> look(SweepWait wait) {
    List<Finding> found =
        new FederationLook(aws, Wanted.of(wait)).in(wait.regions(), wait.rolesToo());
    // One that tells of no life cannot be claimed, so it is left.
    List<Finding> clusters =
        found.stream()
            .filter(one -> one.kind() == Kind.CLUSTER && one.generation().isPresent())
            .toList();
    Set<String> theirs =
        clusters.stream()
            .map(Finding::name)
            .map(Held::byCluster)
            .collect(Collectors.toUnmodifiableSet());
    List<Finding> others =
        found.stream()
            .filter(one -> !clusters.contains(one))
            .filter(one -> one.heldBy().filter(theirs::contains).isEmpty())
            .toList();
    return swept(others, new Swept(clusters));
  }

  /**
   * Nothing is left when a look finds nothing: not when all has been told to go. Launch templates
   * go after all else, for they prove to which clusters that belongs.
   */
  private <T> Look<T> swept(List<Finding> all, T clean) {
    if (all.isEmpty()) {
      return Look.ready(clean);
    }
    List<Finding> first =
        all.stream().filter(one -> one.kind().compareTo(Kind.LAUNCH_TEMPLATE) < 0).toList();
    List<Finding> found = first.isEmpty() ? all : first;
    List<String> left = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparing(Finding::kind))
        .forEach(
            one ->
                one.heldBy()
                    .or(() -> disposal.delete(one))
                    .ifPresent(why -> left.add(one.text() + ": " + why)));
    return left.isEmpty()
        ? Look.notYet("deleted what was left: " + Told.some(texts(found)), ADVICE)
        : Look.notYet("left: " + Told.some(left), ADVICE);
  }

  private static List<String> texts(List<Finding> found) {
    return found.stream().map(Finding::text).toList();
  }
}
