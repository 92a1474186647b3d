package dev.fedctl.app.rehearse;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.world.World;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** What stands in AWS, asked over the wire, with all that its calls show. */
final class StandingAws implements AutoCloseable {

  private final AwsClients aws;
  private final String region;
  private final Things things = new Things();

  StandingAws(Sandbox sandbox, World world) {
    region = world.regions().getFirst().name();
    World.Principal worker = world.principals().getFirst();
    aws =
        new AwsClients(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    worker.accessKeyId(),
                    worker.secretAccessKey(),
                    worker.sessionToken().orElseThrow())),
            Optional.of(sandbox.awsEndpoint()));
  }

  /** By kind and name; two of one name have their number. */
  SortedMap<String, String> read() {
    roles(aws.iam("aws"));
    EksClient eks = aws.eks(region);
    eks.listClustersPaginator().clusters().forEach(cluster -> cluster(eks, cluster));
    machines(aws.ec2(region));
    balancers(aws.elasticLoadBalancing(region));
    return things.byName();
  }

  private void roles(IamClient iam) {
    iam.listRolesPaginator().roles().stream()
        .map(role -> role.roleName())
        .forEach(
            role -> {
              add("role " + role, iam.getRole(r -> r.roleName(role)).role());
              add(
                  "policies of role " + role,
                  iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies());
              add(
                  "own policies of role " + role,
                  iam.listRolePolicies(r -> r.roleName(role)).policyNames());
            });
  }

  private void cluster(EksClient eks, String cluster) {
    add("cluster " + cluster, eks.describeCluster(r -> r.name(cluster)).cluster());
    eks.listNodegroupsPaginator(r -> r.clusterName(cluster)).nodegroups().stream()
        .forEach(
            group ->
                add(
                    "node group " + cluster + "/" + group,
                    eks.describeNodegroup(r -> r.clusterName(cluster).nodegroupName(group))
                        .nodegroup()));
    eks.listAddonsPaginator(r -> r.clusterName(cluster)).addons().stream()
        .forEach(
            addon ->
                add(
                    "add-on " + cluster + "/" + addon,
                    eks.describeAddon(r -> r.clusterName(cluster).addonName(addon)).addon()));
    eks.listAccessEntriesPaginator(r -> r.clusterName(cluster)).accessEntries().stream()
        .forEach(
            principal -> {
              add(
                  "access entry " + cluster + "/" + principal,
                  eks.describeAccessEntry(r -> r.clusterName(cluster).principalArn(principal))
                      .accessEntry());
              eks.listAssociatedAccessPolicies(r -> r.clusterName(cluster).principalArn(principal))
                  .associatedAccessPolicies()
                  .forEach(
                      policy ->
                          add(
                              "access policy " + cluster + "/" + principal,
                              policy.policyArn() + policy.accessScope()));
            });
    eks.listPodIdentityAssociationsPaginator(r -> r.clusterName(cluster)).associations().stream()
        .forEach(
            pod -> add("pod identity " + cluster, pod.namespace() + "/" + pod.serviceAccount()));
  }

  private void machines(Ec2Client ec2) {
    ec2.describeLaunchTemplates().launchTemplates().stream()
        .forEach(
            template -> {
              add("launch template " + template.launchTemplateName(), template);
              add(
                  "versions of launch template " + template.launchTemplateName(),
                  ec2.describeLaunchTemplateVersions(
                          r -> r.launchTemplateId(template.launchTemplateId()))
                      .launchTemplateVersions());
            });
    ec2.describeVolumes()
        .volumes()
        .forEach(volume -> add("volume", volume.size() + " GiB " + volume.tags()));
  }

  private void balancers(ElasticLoadBalancingV2Client balancing) {
    balancing
        .describeLoadBalancers()
        .loadBalancers()
        .forEach(
            balancer -> {
              add("load balancer", balancer);
              add(
                  "listeners of load balancer",
                  balancing
                      .describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                      .listeners());
            });
    balancing.describeTargetGroups().targetGroups().forEach(group -> add("target group", group));
  }

  private void add(String name, Object properties) {
    things.add(name, properties.toString());
  }

  @Override
  public void close() {
    aws.close();
  }
}
