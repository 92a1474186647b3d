package dev.fedctl.activity.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.contract.activity.IamActivities.Purpose;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/** Somebody else with a client: sees what stands, field by field, and takes tags away. */
record AwsStranger(AwsWire cloud) {

  static final String REGION = AwsRequests.CLUSTER.region();
  private static final String NAME = AwsRequests.CLUSTER.name();

  EksClient eks() {
    return cloud.clients().eks(REGION);
  }

  Ec2Client ec2() {
    return cloud.clients().ec2(REGION);
  }

  IamClient iam() {
    return cloud.clients().iam("aws");
  }

  /** What we want of a role; no ids, no times. */
  List<String> role(Purpose purpose) {
    String name = AwsRequests.roleName(purpose);
    var role = iam().getRole(r -> r.roleName(name)).role();
    return List.of(
        role.arn(),
        URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8),
        "tags " + sorted(role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))),
        "policies "
            + iam().listAttachedRolePolicies(r -> r.roleName(name)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .sorted()
                .toList());
  }

  List<String> cluster() {
    Cluster cluster = eks().describeCluster(r -> r.name(NAME)).cluster();
    return List.of(
        cluster.arn() + " " + cluster.roleArn() + " " + cluster.version(),
        "public " + cluster.resourcesVpcConfig().endpointPublicAccess(),
        "private " + cluster.resourcesVpcConfig().endpointPrivateAccess(),
        "subnets " + cluster.resourcesVpcConfig().subnetIds(),
        cluster.accessConfig() + " " + cluster.upgradePolicy(),
        "tags " + sorted(cluster.tags()));
  }

  List<String> access() {
    List<String> facts = new ArrayList<>();
    for (String principal :
        eks().listAccessEntries(r -> r.clusterName(NAME)).accessEntries().stream()
            .sorted()
            .toList()) {
      var entry =
          eks().describeAccessEntry(r -> r.clusterName(NAME).principalArn(principal)).accessEntry();
      facts.add(principal + " " + entry.type() + " tags " + sorted(entry.tags()));
      eks()
          .listAssociatedAccessPolicies(r -> r.clusterName(NAME).principalArn(principal))
          .associatedAccessPolicies()
          .forEach(policy -> facts.add(policy.policyArn() + " " + policy.accessScope()));
    }
    return facts;
  }

  LaunchTemplate template(String name) {
    return ec2()
        .describeLaunchTemplates(r -> r.launchTemplateNames(name))
        .launchTemplates()
        .getFirst();
  }

  List<String> launchTemplate() {
    LaunchTemplate template = template(AwsRequests.TEMPLATE);
    return List.of(
        template.launchTemplateName(),
        "tags "
            + sorted(
                template.tags().stream()
                    .collect(Collectors.toMap(tag -> tag.key(), t -> t.value()))),
        ec2()
            .describeLaunchTemplateVersions(
                r -> r.launchTemplateId(template.launchTemplateId()).versions("$Latest"))
            .launchTemplateVersions()
            .getFirst()
            .launchTemplateData()
            .toString());
  }

  List<String> nodeGroup() {
    Nodegroup group =
        eks()
            .describeNodegroup(r -> r.clusterName(NAME).nodegroupName(AwsRequests.NODES))
            .nodegroup();
    return List.of(
        group.nodeRole() + " " + group.subnets() + " " + group.instanceTypes(),
        group.amiTypeAsString() + " " + group.capacityTypeAsString(),
        String.valueOf(group.scalingConfig()),
        String.valueOf(group.updateConfig()),
        String.valueOf(group.nodeRepairConfig()),
        "template " + group.launchTemplate().name() + " " + group.launchTemplate().version(),
        "tags " + sorted(group.tags()));
  }

  List<String> addon(String name) {
    Addon addon = eks().describeAddon(r -> r.clusterName(NAME).addonName(name)).addon();
    List<String> roles =
        eks().listPodIdentityAssociations(r -> r.clusterName(NAME)).associations().stream()
            .map(
                one ->
                    eks()
                        .describePodIdentityAssociation(
                            r -> r.clusterName(NAME).associationId(one.associationId()))
                        .association())
            .map(one -> one.serviceAccount() + " has " + one.roleArn())
            .sorted()
            .toList();
    return List.of(
        name + " " + addon.addonVersion(), "roles " + roles, "tags " + sorted(addon.tags()));
  }

  /** Takes tags off an EKS thing. */
  void untag(String arn, List<String> keys) {
    eks().untagResource(r -> r.resourceArn(arn).tagKeys(keys));
  }

  void untagRole(Purpose purpose, List<String> keys) {
    iam().untagRole(r -> r.roleName(AwsRequests.roleName(purpose)).tagKeys(keys));
  }

  void untagTemplate(List<String> keys) {
    String id = template(AwsRequests.TEMPLATE).launchTemplateId();
    ec2()
        .deleteTags(
            r ->
                r.resources(id)
                    .tags(
                        keys.stream()
                            .map(
                                key ->
                                    software.amazon.awssdk.services.ec2.model.Tag.builder()
                                        .key(key)
                                        .build())
                            .toList()));
  }

  private static Map<String, String> sorted(Map<String, String> tags) {
    return new TreeMap<>(tags);
  }
}
