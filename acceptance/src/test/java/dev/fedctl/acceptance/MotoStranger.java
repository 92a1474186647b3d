package dev.fedctl.acceptance;

import static dev.fedctl.acceptance.MotoAccount.REGION;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Somebody else, whose clients speak to moto without anybody between and are the SDK's own: sees
 * all that stands of an owner, with the owner's name left out.
 */
record MotoStranger(IamClient iam, Ec2Client ec2, EksClient eks, MotoLeftovers leftovers)
    implements AutoCloseable {

  static MotoStranger at(URI endpoint) {
    Region region = Region.of(REGION);
    Ec2Client ec2 =
        Ec2Client.builder()
            .region(region)
            .credentialsProvider(MotoWorker.CREDENTIALS)
            .endpointOverride(endpoint)
            .build();
    return new MotoStranger(
        IamClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(MotoWorker.CREDENTIALS)
            .endpointOverride(endpoint)
            .build(),
        ec2,
        EksClient.builder()
            .region(region)
            .credentialsProvider(MotoWorker.CREDENTIALS)
            .endpointOverride(endpoint)
            .build(),
        MotoLeftovers.at(endpoint, ec2));
  }

  /** One line for each thing, beginning with its kind; no ids, no times. */
  List<String> all(MotoThings things) {
    return Stream.of(
            iam.listRolesPaginator(r -> r.pathPrefix(things.path())).roles().stream()
                .map(role -> role(role.roleName())),
            templates(things).map(this::template),
            clusters(things).map(name -> cluster(name)),
            clusters(things)
                .flatMap(
                    cluster ->
                        eks.listNodegroups(r -> r.clusterName(cluster)).nodegroups().stream()
                            .map(group -> nodeGroup(cluster, group))),
            leftovers.all(things))
        .flatMap(lines -> lines)
        .map(things::plain)
        .toList();
  }

  /** The machine of this version of this launch template. */
  String machine(MotoThings things, String template, String version) {
    return things.plain(
        ec2.describeLaunchTemplateVersions(r -> r.launchTemplateId(template).versions(version))
            .launchTemplateVersions()
            .getFirst()
            .launchTemplateData()
            .toString());
  }

  String templateId(MotoThings things) {
    return templates(things).findFirst().orElseThrow().launchTemplateId();
  }

  /**
   * Not by the exact name: another one of the same owner would be one too many. And filtered by
   * moto, which lists fifteen, and says nothing of more.
   */
  private Stream<LaunchTemplate> templates(MotoThings things) {
    Filter ours = Filter.builder().name("launch-template-name").values("*" + things.name()).build();
    return ec2.describeLaunchTemplates(r -> r.filters(ours)).launchTemplates().stream();
  }

  private Stream<String> clusters(MotoThings things) {
    return eks.listClustersPaginator().clusters().stream()
        .filter(name -> name.endsWith(things.name()));
  }

  private String role(String name) {
    Role role = iam.getRole(r -> r.roleName(name)).role();
    return "role %s trusts %s, tags %s, policies %s and %s"
        .formatted(
            role.arn(),
            URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8),
            sorted(role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))),
            iam.listAttachedRolePolicies(r -> r.roleName(name)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn)
                .sorted()
                .toList(),
            iam.listRolePolicies(r -> r.roleName(name)).policyNames());
  }

  private String template(LaunchTemplate template) {
    return "launch template %s, tags %s, versions %s"
        .formatted(
            template.launchTemplateName(),
            sorted(
                template.tags().stream()
                    .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()))),
            ec2
                .describeLaunchTemplateVersions(
                    r -> r.launchTemplateId(template.launchTemplateId()))
                .launchTemplateVersions()
                .stream()
                .map(version -> version.versionNumber() + ": " + version.launchTemplateData())
                .toList());
  }

  private String cluster(String name) {
    Cluster cluster = eks.describeCluster(r -> r.name(name)).cluster();
    return "cluster %s %s of %s in %s, public %s, private %s, tags %s"
        .formatted(
            name,
            cluster.version(),
            cluster.roleArn(),
            cluster.resourcesVpcConfig().subnetIds(),
            cluster.resourcesVpcConfig().endpointPublicAccess(),
            cluster.resourcesVpcConfig().endpointPrivateAccess(),
            sorted(cluster.tags()));
  }

  private String nodeGroup(String cluster, String name) {
    Nodegroup group =
        eks.describeNodegroup(r -> r.clusterName(cluster).nodegroupName(name)).nodegroup();
    return "node group %s of %s in %s, machines %s %s %s by %s, %s, tags %s"
        .formatted(
            name,
            group.nodeRole(),
            group.subnets(),
            group.instanceTypes(),
            group.amiTypeAsString(),
            group.capacityTypeAsString(),
            group.launchTemplate().name() + " " + group.launchTemplate().version(),
            group.scalingConfig(),
            sorted(group.tags()));
  }

  private static Map<String, String> sorted(Map<String, String> tags) {
    return new TreeMap<>(tags);
  }

  @Override
  public void close() {
    iam.close();
    ec2.close();
    eks.close();
    leftovers.close();
  }
}
