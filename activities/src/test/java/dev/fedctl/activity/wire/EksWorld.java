package dev.fedctl.activity.wire;

import dev.fedctl.activity.aws.AwsClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AddonPodIdentityAssociations;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.iam.IamClient;

/** Makes EKS clusters that pods can run in, with the fewest calls. */
final class EksWorld {

  static final String WORKER = "arn:aws:iam::111122223333:role/fedctl-worker";
  private static final String ADMIN =
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

  private final AwsClients aws;
  private final String region;
  private final Consumer<Duration> advance;
  private final List<String> subnets;
  private final String clusterRole;
  private final String nodeRole;
  private final String volumeRole;

  EksWorld(AwsClients aws, String region, Consumer<Duration> advance) {
    this.aws = aws;
    this.region = region;
    this.advance = advance;
    String vpc =
        aws.ec2(region)
            .describeVpcs(r -> r.filters(filter("tag:Name", "KarmadaVPC")))
            .vpcs()
            .getFirst()
            .vpcId();
    subnets =
        aws.ec2(region).describeSubnets(r -> r.filters(filter("vpc-id", vpc))).subnets().stream()
            .filter(subnet -> !subnet.mapPublicIpOnLaunch())
            .map(Subnet::subnetId)
            .toList();
    clusterRole = role("cluster", "eks.amazonaws.com", "AmazonEKSClusterPolicy");
    nodeRole =
        role(
            "node",
            "ec2.amazonaws.com",
            "AmazonEKSWorkerNodePolicy",
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonEKS_CNI_Policy");
    volumeRole = role("volumes", "pods.eks.amazonaws.com", "service-role/AmazonEBSCSIDriverPolicy");
    advance.accept(Duration.ofSeconds(20));
  }

  /** A cluster that the worker may use, with three nodes and the add-ons; ready on return. */
  void cluster(String name) {
    EksClient eks = aws.eks(region);
    eks.createCluster(
        r ->
            r.name(name)
                .version("1.35")
                .roleArn(clusterRole)
                .resourcesVpcConfig(v -> v.subnetIds(subnets))
                .accessConfig(
                    a ->
                        a.authenticationMode(AuthenticationMode.API)
                            .bootstrapClusterCreatorAdminPermissions(false))
                .bootstrapSelfManagedAddons(false)
                .clientRequestToken(name + "-has-one-life-in-this-test-of-the-wire"));
    advance.accept(Duration.ofMinutes(15));
    eks.createAccessEntry(r -> r.clusterName(name).principalArn(WORKER));
    eks.associateAccessPolicy(
        r ->
            r.clusterName(name)
                .principalArn(WORKER)
                .policyArn(ADMIN)
                .accessScope(s -> s.type("cluster")));
    for (String addon : List.of("vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns")) {
      eks.createAddon(r -> r.clusterName(name).addonName(addon));
    }
    eks.createAddon(
        r ->
            r.clusterName(name)
                .addonName("aws-ebs-csi-driver")
                .podIdentityAssociations(
                    AddonPodIdentityAssociations.builder()
                        .serviceAccount("ebs-csi-controller-sa")
                        .roleArn(volumeRole)
                        .build()));
    eks.createNodegroup(
        r ->
            r.clusterName(name)
                .nodegroupName("workers")
                .nodeRole(nodeRole)
                .subnets(subnets)
                .instanceTypes("t3.medium")
                .amiType("AL2023_x86_64_STANDARD")
                .scalingConfig(s -> s.minSize(3).maxSize(3).desiredSize(3))
                .tags(Map.of("for", "tests")));
    advance.accept(Duration.ofMinutes(10));
  }

  /** Deletes a cluster and its nodes; gone on return. */
  void delete(String name) {
    EksClient eks = aws.eks(region);
    eks.deleteNodegroup(r -> r.clusterName(name).nodegroupName("workers"));
    advance.accept(Duration.ofMinutes(10));
    eks.deleteCluster(r -> r.name(name));
    advance.accept(Duration.ofMinutes(10));
  }

  /** From now on the worker is known to the cluster and may do nothing. */
  void revoke(String cluster) {
    aws.eks(region)
        .disassociateAccessPolicy(
            r -> r.clusterName(cluster).principalArn(WORKER).policyArn(ADMIN));
    advance.accept(Duration.ofMinutes(1));
  }

  private String role(String name, String service, String... policies) {
    IamClient iam = aws.iam("aws");
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},
        "Action":["sts:AssumeRole","sts:TagSession"]}]}"""
            .formatted(service);
    String arn = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
    for (String policy : policies) {
      iam.attachRolePolicy(r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/" + policy));
    }
    return arn;
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
