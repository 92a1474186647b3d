package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.inventory.Belonging.Made;
import dev.fedctl.activity.inventory.Belonging.Proof;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.identity.OwnerTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * One region, looked through for one federation. First its clusters and launch templates, which
 * tell under which names it has, or had, clusters there; then what was made for those.
 */
final class RegionLook {

  /** Where control planes write. */
  private static final String LOGS = "/aws/eks/";

  private final AwsClients aws;
  private final String region;
  private final Wanted wanted;
  private final Belonging belonging;
  private final List<Finding> findings = new ArrayList<>();

  RegionLook(AwsClients aws, String region, Wanted wanted) {
    this.aws = aws;
    this.region = region;
    this.wanted = wanted;
    this.belonging = new Belonging(wanted.id());
  }

  /** All that is found. */
  List<Finding> all() {
    clusters();
    launchTemplates();
    wanted.clusters().forEach(name -> belonging.had(name, wanted.since()));
    List<String> names = wanted.only().map(List::of).orElseGet(belonging::clusters);
    BalancerLook balancers = new BalancerLook(aws.elasticLoadBalancing(region), belonging, region);
    DeviceLook devices = new DeviceLook(aws.ec2(region), belonging, region, names);
    findings.addAll(balancers.loadBalancers());
    findings.addAll(balancers.targetGroups());
    findings.addAll(devices.networkInterfaces());
    findings.addAll(devices.securityGroups());
    findings.addAll(devices.volumes());
    logGroups(names);
    return findings.stream()
        .filter(one -> wanted.only().isEmpty() || wanted.only().equals(one.cluster()))
        .toList();
  }

  /** The launch templates only: one read. */
  List<Finding> traces() {
    launchTemplates();
    return List.copyOf(findings);
  }

  private void clusters() {
    EksClient eks = aws.eks(region);
    List<String> names =
        wanted
            .only()
            .map(List::of)
            .orElseGet(() -> eks.listClustersPaginator(r -> {}).clusters().stream().toList());
    for (String name : names) {
      Found.unlessGone(() -> eks.describeCluster(r -> r.name(name)).cluster())
          .ifPresent(this::cluster);
    }
  }

  private void cluster(Cluster cluster) {
    Optional<Proof> proof = belonging.tagged(cluster.tags());
    if (proof.isEmpty()) {
      belonging.isForeign(cluster.name());
      return;
    }
    belonging.stands(cluster.name(), cluster.createdAt());
    findings.add(
        new Finding(
            Kind.CLUSTER,
            cluster.arn(),
            region,
            cluster.name(),
            Optional.of(cluster.name()),
            proof.get().resource(),
            proof.get().generation(),
            proof.get().text(),
            Optional.of("it is " + cluster.statusAsString())));
  }

  private void launchTemplates() {
    Filter ours =
        Filter.builder()
            .name("tag:" + OwnerTags.FEDERATION_ID)
            .values(wanted.id().toString())
            .build();
    aws.ec2(region)
        .describeLaunchTemplatesPaginator(r -> r.filters(ours))
        .launchTemplates()
        .forEach(this::launchTemplate);
  }

  private void launchTemplate(LaunchTemplate template) {
    Map<String, String> tags =
        template.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    Optional<Proof> proof = belonging.tagged(tags);
    if (proof.isEmpty()) {
      return;
    }
    Optional<String> cluster = proof.get().resource().flatMap(Belonging::scope);
    cluster.ifPresent(
        name -> {
          belonging.had(name, Optional.of(template.createTime()));
          belonging.follows(name, Predecessors.ids(tags));
        });
    findings.add(
        new Finding(
            Kind.LAUNCH_TEMPLATE,
            template.launchTemplateId(),
            region,
            template.launchTemplateName(),
            cluster,
            proof.get().resource(),
            proof.get().generation(),
            proof.get().text(),
            cluster.filter(belonging::isStanding).map(Held::byCluster)));
  }

  /** EKS names them, and puts no tags on them. */
  private void logGroups(List<String> clusters) {
    if (clusters.isEmpty()) {
      return;
    }
    Map<String, String> names =
        clusters.stream().collect(Collectors.toMap(RegionLook::logGroup, name -> name));
    String prefix = clusters.size() == 1 ? logGroup(clusters.getFirst()) : LOGS;
    aws.logs(region)
        .describeLogGroupsPaginator(r -> r.logGroupNamePrefix(prefix))
        .logGroups()
        .forEach(
            group ->
                Optional.ofNullable(names.get(group.logGroupName()))
                    .ifPresent(cluster -> logGroup(cluster, group)));
  }

  private static String logGroup(String cluster) {
    return LOGS + cluster + "/cluster";
  }

  private void logGroup(String cluster, LogGroup group) {
    belonging
        .byName(cluster, Made.at(Instant.ofEpochMilli(group.creationTime())))
        .map(proof -> Held.finding(Kind.LOG_GROUP, group.logGroupName(), region, proof, belonging))
        .ifPresent(findings::add);
  }
}
